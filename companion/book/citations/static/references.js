// The filters above the list of references; the address keeps what is chosen ("?find=taliban"). Without this script the
// whole list is shown.
(function () {
  "use strict";
  var form = document.querySelector(".ref-filters");
  if (!form) return;
  var controls = Array.from(form.querySelectorAll("input, select"));
  var items = Array.from(document.querySelectorAll("li.ref[data-type]")).map(function (item) {
    var parts = Array.from(item.querySelectorAll(".ref-text, .ref-address, .ref-printed"));
    return { item: item, text: plain(parts.map(function (part) { return part.textContent; }).join(" ")) };
  });

  // Lower case, without accents, with one kind of apostrophe.
  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[\u2018\u2019\u02bc]/g, "'").toLowerCase();
  }

  function show() {
    var words = plain(form.elements.find.value).split(/\s+/).filter(Boolean), shown = 0;
    items.forEach(function (entry) {
      var keep = words.every(function (word) { return entry.text.includes(word); }) && controls.every(function (choice) {
        return choice.name === "find" || !choice.value || entry.item.dataset[choice.name] === choice.value;
      });
      entry.item.hidden = !keep;
      if (keep) shown += 1;
    });
    var all = controls.every(function (choice) { return !choice.value.trim(); });
    form.elements.shown.value = all ? "All " + items.length + " references" : shown + " of " + items.length + " references";
    form.querySelector("button[type=reset]").hidden = all;
  }

  function keep() {
    var url = new URL(location.href);
    controls.forEach(function (choice) {
      if (choice.value.trim()) url.searchParams.set(choice.name, choice.value.trim());
      else url.searchParams.delete(choice.name);
    });
    history.replaceState(null, "", url);
  }

  function changed() { show(); keep(); }

  // What an address names; one that is badly written names nothing.
  function named(hash) {
    try { return decodeURIComponent(hash.slice(1)); } catch (malformed) { return ""; }
  }

  // A link to an entry that the filters hide must still lead there.
  function reveal() {
    var place = location.hash.length > 1 && document.getElementById(named(location.hash));
    var item = place && place.closest("li.ref[hidden]");
    if (!item) return;
    form.reset();
    item.scrollIntoView();
  }

  form.addEventListener("input", changed);
  form.addEventListener("reset", function () {
    controls.forEach(function (choice) { choice.value = ""; });
    changed();
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", reveal);
  var asked = new URLSearchParams(location.search);
  controls.forEach(function (choice) { if (asked.get(choice.name)) choice.value = asked.get(choice.name); });
  show();
  reveal();
})();
