// Copy buttons, and opening what a link leads to. The page is complete without it.
(function () {
  "use strict";
  // The theme's script hides the contents of a page while margin notes are in sight, and fails where a page has none.
  if (!document.querySelector("div.bd-sidebar-secondary")) {
    var none = document.createElement("div");
    none.className = "bd-sidebar-secondary";
    none.style.display = "none";
    document.body.appendChild(none);
  }

  function copied(button, text) {
    var was = button.textContent;
    var done = function () {
      // The button keeps its width: what stands beside it must not move.
      button.style.minWidth = button.getBoundingClientRect().width + "px";
      button.textContent = "Copied";
      tell(button, "copied");
      setTimeout(function () { button.textContent = was; }, 1500);
    };
    if (navigator.clipboard) return navigator.clipboard.writeText(text).then(done, function () { select(button); });
    select(button);
  }

  // Where a browser gives no clipboard to a page from a folder, the text is at least selected.
  function select(button) {
    var source = target(button);
    if (source) getSelection().selectAllChildren(source);
    tell(button, "selected");
  }

  // What came of it, for whoever tells the reader in words.
  function tell(button, outcome) { button.dispatchEvent(new CustomEvent("companion-copy", { bubbles: true, detail: outcome })); }

  function target(button) {
    return button.dataset.copy ? document.getElementById(button.dataset.copy) : button.parentElement.querySelector("pre");
  }

  function start() {
    document.querySelectorAll("div.highlight").forEach(function (block) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      block.appendChild(button);
    });
    document.addEventListener("click", function (event) {
      var button = event.target.closest && event.target.closest("button.copy");
      if (button && target(button)) copied(button, target(button).textContent);
    });
    lenses();
    window.addEventListener("hashchange", unfold);
    nameTables();
    codeSwitch();
    window.addEventListener("beforeprint", function () {
      document.querySelectorAll("[data-address]").forEach(function (place) {
        if (location.protocol !== "file:") place.textContent = location.href.split("#")[0];
      });
      var folds = ".cards details, details.solution, .verdicts details, details.codebook-more, .debate details";
      document.querySelectorAll(folds).forEach(function (fold) {
        if (!fold.open) { fold.open = true; fold.dataset.printed = "yes"; }
      });
    });
    window.addEventListener("afterprint", function () {
      document.querySelectorAll("details[data-printed]").forEach(function (fold) { fold.open = false; });
    });
    drawer();
    unfold();
  }

  // The address keeps which statements of a section are shown: "?show=findings".
  function lenses() {
    var kept = new URLSearchParams(location.search).get("show");
    document.querySelectorAll(".lenses input").forEach(function (lens) {
      if (lens.value === kept) { lens.checked = true; supplied(lens); }
      lens.addEventListener("change", function () {
        supplied(lens);
        var url = new URL(location.href);
        if (lens.value === "all") url.searchParams.delete("show");
        else url.searchParams.set("show", lens.value);
        history.replaceState(null, "", url);
      });
    });
  }

  // What the companion supplies is folded, and shown where a lens asks for something of it.
  function supplied(lens) {
    var cards = lens.closest(".cards"), fold = cards && cards.querySelector(".cards-supplied");
    if (fold) fold.open = lens.value !== "all";
  }

  // A link to a statement that the chosen lens leaves out shows all again.
  function seen(place) {
    var list = place.closest(".cards, .verdicts");
    if (place.offsetParent !== null || !list) return;
    var all = list.querySelector('.lenses input[value="all"]');
    if (all) { all.checked = true; all.dispatchEvent(new Event("change")); place.scrollIntoView(); }
  }

  // Where rows are stacked, some screen readers no longer take a table for one: it says what it is.
  var ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TH: "columnheader", TD: "cell" };
  function nameTables() {
    var narrow = matchMedia("(max-width: 640px)");
    function name() {
      if (!narrow.matches) return;
      document.querySelectorAll("article table").forEach(function (table) {
        [table].concat(Array.from(table.querySelectorAll("thead, tbody, tr, th, td"))).forEach(function (part) {
          part.setAttribute("role", part.dataset.label && part.tagName === "TH" ? "rowheader" : ROLES[part.tagName]);
        });
      });
    }
    name();
    narrow.addEventListener("change", name);
  }

  // One switch for all code of the book that makes no figure; the head of the page has read what was chosen before.
  function codeSwitch() {
    var button = document.querySelector(".code-switch");
    var root = document.documentElement;
    function show() {
      var shown = root.dataset.code === "shown";
      document.querySelectorAll("details.code:not(.foot)").forEach(function (fold) { fold.open = shown; });
      button.setAttribute("aria-pressed", shown);
    }
    if (!button) return;
    button.addEventListener("click", function () {
      var shown = root.dataset.code !== "shown";
      if (shown) root.dataset.code = "shown";
      else delete root.dataset.code;
      // A browser may keep nothing for a page from a folder: the choice then holds for this page.
      try {
        if (shown) localStorage.setItem("code", "shown");
        else localStorage.removeItem("code");
      } catch (blocked) {}
      show();
    });
    if (root.dataset.code === "shown") show();
  }

  // On a phone the outline lies over the page: an entry that is chosen leads there and takes it away. (The theme's own
  // script fails while the outline is in its drawer and notes come into view.)
  function drawer() {
    var outline = document.getElementById("pst-secondary-sidebar-modal");
    if (outline) outline.addEventListener("click", function (event) {
      if (event.target.closest("a[href]")) outline.close();
    });
  }

  // What an address names; one that is badly written names nothing.
  function named(hash) {
    try { return decodeURIComponent(hash.slice(1)); } catch (malformed) { return ""; }
  }

  // Older browsers do not open the fold that holds the place a link points to.
  function unfold() {
    var place = location.hash.length > 1 && document.getElementById(named(location.hash));
    if (place) seen(place);
    var opened = false, fold = place;
    while (fold && (fold = fold.closest("details:not([open])"))) opened = fold.open = true;
    if (opened) place.scrollIntoView();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
