// Filters above the list of references. Without this script the whole list is shown.
(function () {
  "use strict";
  var form = document.querySelector(".ref-filters");
  if (!form) return;
  var items = Array.prototype.slice.call(document.querySelectorAll("li.ref[data-type]"));
  var choices = Array.prototype.slice.call(form.querySelectorAll("select"));
  function show() {
    var shown = 0;
    items.forEach(function (item) {
      var keep = choices.every(function (choice) {
        return !choice.value || item.dataset[choice.name] === choice.value;
      });
      item.hidden = !keep;
      if (keep) shown += 1;
    });
    form.elements.shown.value = shown === 1 ? "1 reference shown" : shown + " references shown";
  }
  // A link to an entry that the filters hide must still lead there.
  function reveal() {
    var place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var item = place && place.closest("li.ref[hidden]");
    if (!item) return;
    form.reset();
    show();
    item.scrollIntoView();
  }
  form.addEventListener("change", show);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", reveal);
})();
