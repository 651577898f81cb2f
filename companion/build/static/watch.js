// Served by `companion watch` alone, never part of the book: loads the page again when there is a new book, at the place
// where the reader was, and shows what keeps a new book from being made until it is mended.
(function () {
  "use strict";
  var script = document.currentScript, made = script.dataset.made, key = "companion-watch:" + location.pathname;
  var box;

  function show(kind, text) {
    if (!box) {
      box = document.createElement("div");
      box.id = "companion-watch";
      box.style.cssText = "position:fixed;z-index:9999;right:0;bottom:0;max-width:100%;max-height:70vh;overflow:auto;" +
        "box-sizing:border-box;padding:.5rem 1rem;font:14px/1.5 system-ui,sans-serif;white-space:pre-wrap;" +
        "overflow-wrap:anywhere";
      document.body.appendChild(box);
    }
    box.hidden = !text;
    box.dataset.kind = kind;
    box.setAttribute("role", kind === "failed" ? "alert" : "status");
    box.style.background = kind === "failed" ? "#8b1a1a" : "#30353b";
    box.style.color = "#fff";
    box.style.left = kind === "failed" ? "0" : "auto";
    box.textContent = text;
  }

  // The place is kept by what begins nearest to the top of the window: text above it may have grown or shrunk.
  function leave() {
    var away = function (element) { return Math.abs(element.getBoundingClientRect().top); };
    var first = [].reduce.call(document.querySelectorAll("article [id]"), function (nearest, element) {
      if (!element.getClientRects().length) return nearest;
      return nearest && away(nearest) <= away(element) ? nearest : element;
    }, null);
    var folds = [].map.call(document.querySelectorAll("details"), function (fold) { return fold.open ? 1 : 0; });
    sessionStorage.setItem(key, JSON.stringify({
      id: first && first.id, top: first && first.getBoundingClientRect().top, y: scrollY, folds: folds
    }));
    location.reload();
  }

  function arrive() {
    var kept = JSON.parse(sessionStorage.getItem(key) || "null");
    sessionStorage.removeItem(key);
    if (!kept) return;
    var folds = document.querySelectorAll("details");
    if (folds.length === kept.folds.length) folds.forEach(function (fold, n) { fold.open = !!kept.folds[n]; });
    var first = kept.id && document.getElementById(kept.id);
    scrollTo({
      top: first ? scrollY + first.getBoundingClientRect().top - kept.top : kept.y, left: 0, behavior: "instant"
    });
  }

  function follow() {
    var events = new EventSource("/_watch/events");
    events.onmessage = function (event) {
      var said = JSON.parse(event.data);
      if (said.state === "ready" && said.made !== made) leave();
      else show(said.state, said.text);
    };
    events.onerror = function () { show("gone", "companion watch has ended: this page no longer follows the files"); };
  }

  history.scrollRestoration = "manual";
  addEventListener("load", function () { arrive(); follow(); });
})();
