/* Filters the entries of a record: each select names a data attribute, whose values have "|" between them. */
(function () {
  "use strict";
  var record = document.currentScript.previousElementSibling;
  var form = record.querySelector("form");
  var selects = Array.prototype.slice.call(form.querySelectorAll("select"));
  var entries = Array.prototype.slice.call(record.querySelectorAll(".record-entry"));
  var periods = Array.prototype.slice.call(record.querySelectorAll(".record-period"));
  var shut = periods.filter(function (period) { return !period.open; });

  function fits(entry) {
    return selects.every(function (select) {
      var held = (entry.dataset[select.dataset.filter] || "").split("|");
      return !select.value || held.indexOf(select.value) >= 0;
    });
  }

  function apply() {
    var any = selects.some(function (select) { return select.value; });
    var count = 0;
    entries.forEach(function (entry) {
      entry.hidden = !fits(entry);
      count += entry.hidden ? 0 : 1;
    });
    periods.forEach(function (period) {
      var left = period.querySelectorAll(".record-entry:not([hidden])").length;
      period.hidden = !left;
      period.open = any ? left > 0 : shut.indexOf(period) < 0;
      period.querySelector(".record-count").textContent = "(" + left + (left === 1 ? " entry)" : " entries)");
    });
    // A mark that leads to an entry of the list is as much in sight as the entry.
    document.querySelectorAll("figure.cf-chart svg a").forEach(function (mark) {
      var leads = /#(r\d+)$/.exec(mark.getAttribute("href") || mark.getAttribute("xlink:href") || "");
      var entry = leads && document.getElementById(leads[1]);
      if (entry) mark.classList.toggle("is-off", entry.hidden);
    });
    form.querySelector("output").textContent = count + (count === 1 ? " entry" : " entries");
  }

  function follow() {
    var wanted = /^#record-([a-z][a-z0-9]*-\d+)$/.exec(location.hash);
    var entry = /^#r\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
    if (wanted) {
      selects.forEach(function (select) {
        select.value = select.dataset.filter === "on" ? wanted[1].toUpperCase() : "";
      });
      apply();
      record.scrollIntoView();
    } else if (entry) {
      if (entry.hidden) { form.reset(); apply(); }
      entry.closest(".record-period").open = true;
      entry.open = true;
      entry.scrollIntoView({ block: "center" });
    }
  }

  form.addEventListener("change", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("hashchange", follow);
  window.addEventListener("load", follow);
})();
