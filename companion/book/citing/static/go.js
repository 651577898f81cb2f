// "go.html#RES-4a" leads on to the card. A name that nothing has is told, with the nearest ones.
(function () {
  "use strict";
  var links = {};
  document.querySelectorAll("a[data-go]").forEach(function (link) { links[link.dataset.go.toLowerCase()] = link; });
  var status = document.getElementById("go-status");

  // How many letters two names differ by (Levenshtein).
  function distance(one, other) {
    var row = Array.from({ length: other.length + 1 }, function (_, at) { return at; });
    for (var i = 1; i <= one.length; i++) {
      var last = row[0];
      row[0] = i;
      for (var j = 1; j <= other.length; j++) {
        var above = row[j];
        row[j] = Math.min(above + 1, row[j - 1] + 1, last + (one[i - 1] === other[j - 1] ? 0 : 1));
        last = above;
      }
    }
    return row[other.length];
  }

  function nearest(name) {
    return Object.keys(links).map(function (known) { return [distance(name, known), known]; })
      .sort(function (a, b) { return a[0] - b[0]; }).slice(0, 3).map(function (pair) { return links[pair[1]]; });
  }

  function go() {
    var hash = location.hash.slice(1), asked = hash;
    try { asked = decodeURIComponent(hash); } catch (malformed) {}
    asked = asked.trim();
    status.textContent = "";
    if (!asked || document.getElementById(asked)) return;
    var found = links[asked.toLowerCase()];
    if (found) return location.replace(found.href);
    status.append("Nothing in this book is called “" + asked + "”. The nearest names: ");
    nearest(asked.toLowerCase()).forEach(function (link, at) {
      if (at) status.append(", ");
      var copy = document.createElement("a");
      copy.href = link.href;
      copy.textContent = link.dataset.go;
      status.append(copy);
    });
    status.append(".");
    scrollTo(0, 0);
  }

  window.addEventListener("hashchange", go);
  go();
})();
