// A reader's own copy of the paper, shown under its cards for as long as the visit lasts. It was compared on the page that
// has a place for it (own-check.js, at companionCopyPage, which stands above); it is sent nowhere, and kept longer only where the reader asked for that.
(function () {
  "use strict";
  var KEY = "companion-own-copy";

  // A browser may refuse to keep anything: the copy is then shown on this page alone.
  function stores() {
    return ["sessionStorage", "localStorage"].map(function (name) {
      try { return window[name]; } catch (refused) { return null; }
    });
  }

  function held() {
    for (var store of stores()) {
      try {
        var text = store && store.getItem(KEY);
        if (text) return JSON.parse(text);
      } catch (unreadable) {}
    }
    return null;
  }

  function keep(sentences, lasting) {
    var place = stores()[lasting ? 1 : 0];
    takeAway();
    try { place.setItem(KEY, JSON.stringify(sentences)); } catch (refused) {}
    show(sentences);
  }

  function takeAway() {
    stores().forEach(function (store) { try { store.removeItem(KEY); } catch (refused) {} });
    document.querySelectorAll(".own-sentence, .own-bar").forEach(function (part) { part.remove(); });
    document.dispatchEvent(new Event("companion-own"));
  }

  function element(tag, className, text) {
    var made = document.createElement(tag);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function bar(count) {
    var made = element("p", "own-bar");
    made.append(count ? "Your copy stands below the cards: " + count + (count === 1 ? " sentence" : " sentences") + " on this page. "
      : "Your copy of the paper is at hand in this browser. ");
    var button = element("button", "own-away", "Take it away");
    button.type = "button";
    button.addEventListener("click", takeAway);
    made.append(button);
    return made;
  }

  function show(sentences) {
    var count = 0;
    document.querySelectorAll(".sentence[id]").forEach(function (group) {
      var locator = group.id.toUpperCase();
      if (!sentences[locator]) return;
      var made = element("div", "own-sentence");
      made.append(element("p", "own-label", "From your copy, " + locator));
      made.append(element("blockquote", "", sentences[locator]));
      group.append(made);
      count++;
    });
    var cards = document.querySelector(".cards:has(.own-sentence)"), foot = document.querySelector(".colophon");
    if (cards) cards.before(bar(count));
    if (foot) foot.append(bar(0));
    document.dispatchEvent(new Event("companion-own"));
    var place = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (place && count) place.scrollIntoView();
  }

  // Where a card says what it restates, the way to lay the original beside it.
  function offer(page) {
    document.querySelectorAll(".sentence[id] .card-rest dl > dd:last-of-type").forEach(function (source) {
      var link = element("a", "own-offer", "lay your own copy beside it");
      link.href = (document.documentElement.dataset.content_root || "") + page;
      source.append("; ", link);
    });
  }

  window.companionOwn = { keep: keep, takeAway: takeAway, held: held };
  var sentences = held();
  if (companionCopyPage) offer(companionCopyPage);
  if (sentences) show(sentences);
  if (document.getElementById("own-copy")) {
    var script = document.createElement("script");
    script.src = (document.documentElement.dataset.content_root || "") + "_static/own-check.js";
    document.head.append(script);
  }
})();
