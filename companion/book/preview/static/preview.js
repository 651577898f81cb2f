// A preview of what a link leads to: on hover, on keyboard focus, on the first touch; a second touch follows the link.
// What is shown lies in previews.js, loaded when it is first wanted. Without it every link leads on as it did.
(function () {
  "use strict";
  var NARROW = "(max-width: 600px)";
  var FEW = 4;
  var root = document.documentElement.dataset.content_root || "";
  var known = null, loading = null, box = null, open = null, timer = 0, touched = false;

  window.companionPreviews = function (data) { known = data; };

  function load() {
    if (!loading) loading = new Promise(function (done, fail) {
      var script = document.createElement("script");
      script.src = root + "_static/previews.js";
      script.onload = done;
      script.onerror = fail;
      document.head.appendChild(script);
    });
    return loading;
  }

  function address(link) { return link.getAttribute("href") || link.getAttribute("xlink:href") || ""; }
  // What an address names; one that is badly written names nothing.
  function decoded(text) {
    try { return decodeURIComponent(text); } catch (malformed) { return ""; }
  }
  function anchor(link) { return decoded(address(link).split("#")[1] || ""); }

  // Links in the text, in drawings and in previews themselves; not the outline, nor a heading's link to itself, nor what
  // a search has found: that says already where it leads.
  function linkAt(node) {
    var link = node.closest && node.closest("article.bd-article a, .preview a");
    if (!link || link.matches(".headerlink, .card-id, .pv-nav a, #search-results a") || address(link).indexOf("#") < 0) return null;
    return link;
  }

  // The title of a citation says what is cited: it is shown as a preview, and no longer as the browser's own tip.
  function content(link) {
    if (known && known.shown[anchor(link)]) return known.shown[anchor(link)];
    if (link.title) { link.dataset.title = link.title; link.removeAttribute("title"); }
    if (!link.dataset.title) return "";
    var holder = document.createElement("div");
    var text = document.createElement("p");
    text.className = "pv-says";
    text.textContent = link.dataset.title;
    holder.appendChild(text);
    return holder.innerHTML;
  }

  function show(link) {
    return load().catch(function () {}).then(function () {
      var html = content(link);
      if (!html) { hide(); return false; }
      if (!box) make();
      fill(link);
      if (open && open !== link) open.removeAttribute("aria-describedby");
      open = link;
      link.setAttribute("aria-describedby", box.id);
      box.hidden = false;
      place(link);
      return true;
    });
  }

  function fill(link) {
    box.innerHTML = content(link);
    box.querySelectorAll("a").forEach(function (inner) {
      var page = known.pages[known.at[anchor(inner)]];
      if (page) inner.href = root + page[0] + "#" + anchor(inner);
    });
    related();
    box.appendChild(places(link));
    box.scrollTop = 0;
  }

  // Beside the names of a few reasons and objections stands what they say; of many the names have to do.
  function related() {
    var all = box.querySelectorAll(".pv-relation a");
    if (all.length > FEW) return;
    all.forEach(function (inner) {
      var holder = document.createElement("div");
      holder.innerHTML = known.shown[anchor(inner)] || "";
      var says = holder.querySelector(".pv-says");
      if (!says) return;
      var told = document.createElement("span");
      told.className = "pv-told";
      told.textContent = says.textContent.replace(/\.$/, "");
      inner.after(": ", told);
    });
    box.querySelectorAll(".pv-relation").forEach(function (each) { each.classList.add("pv-own-line"); });
  }

  function make() {
    box = document.createElement("aside");
    box.id = "preview";
    box.className = "preview";
    box.setAttribute("aria-label", "Preview");
    box.setAttribute("aria-live", "polite");
    document.body.appendChild(box);
    box.addEventListener("pointerenter", function () { clearTimeout(timer); });
    // A finger that is lifted leaves too.
    box.addEventListener("pointerleave", function (event) { if (event.pointerType === "mouse") later(); });
  }

  function hide() {
    clearTimeout(timer);
    if (open) open.removeAttribute("aria-describedby");
    open = null;
    if (box) box.hidden = true;
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(hide, 280);
  }

  function place(link) {
    if (matchMedia(NARROW).matches) { box.style.left = box.style.top = ""; return; }
    // A link may break over lines: the box stands below the last of them, or above the first.
    var spot = link.getClientRects()[0] || link.getBoundingClientRect(), whole = link.getBoundingClientRect();
    var width = document.documentElement.clientWidth;
    var left = Math.max(8, Math.min(spot.left, width - box.offsetWidth - 8));
    var top = whole.bottom + 6;
    if (top + box.offsetHeight > window.innerHeight - 8) top = Math.max(8, whole.top - box.offsetHeight - 6);
    box.style.left = left + "px";
    box.style.top = top + "px";
  }

  // --- where else the book speaks of it ---

  function apart(link) { return link.closest("svg, details.cf-data"); }

  function same(name) {
    return Array.from(document.querySelectorAll("article.bd-article a")).filter(function (link) {
      return link.matches(".reference.internal") && anchor(link) === name && !apart(link);
    });
  }

  function here() {
    var path = decoded(location.pathname);
    return known.pages.findIndex(function (page, index) {
      return path.endsWith("/" + page[0]) || (index === 0 && /(\/|\/index\.html)$/.test(path));
    });
  }

  function places(link) {
    var nav = document.createElement("p");
    nav.className = "pv-nav";
    var name = anchor(link);
    var all = [];
    ((known && known.places[name]) || []).forEach(function (found) {
      for (var i = 0; i < found[1]; i++) all.push([found[0], i]);
    });
    var page = known ? here() : -1;
    var own = same(name).indexOf(link);
    var at = all.findIndex(function (found) { return found[0] === page && found[1] === own; });
    if (all.length > 1) {
      nav.appendChild(step("‹", "Previous place", all[(at < 0 ? all.length : at + all.length - 1) % all.length], name));
      nav.appendChild(document.createTextNode(at < 0 ? "in " + all.length + " places of the book" : at + 1 + " of " + all.length + " places in the book"));
      nav.appendChild(step("›", "Next place", all[(at + 1) % all.length], name));
    }
    var on = document.createElement("a");
    on.href = address(link);
    on.textContent = "Go there";
    on.className = "pv-go";
    nav.appendChild(on);
    return nav;
  }

  function step(sign, label, found, name) {
    var link = document.createElement("a");
    link.textContent = sign;
    link.setAttribute("aria-label", label + ": " + known.pages[found[0]][1]);
    link.title = known.pages[found[0]][1];
    link.rel = label[0] === "P" ? "prev" : "next";
    link.href = root + known.pages[found[0]][0] + "#at-" + name + "-" + found[1];
    return link;
  }

  // "#at-res-4a-2": the third link to RES-4a on this page. It is focused, and so its preview opens.
  function arrive() {
    var found = /^#at-(.+)-(\d+)$/.exec(decoded(location.hash));
    var link = found && same(found[1])[Number(found[2])];
    if (!link) return;
    for (var fold = link.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) fold.open = true;
    link.scrollIntoView({ block: "center" });
    link.focus({ preventScroll: true });
    show(link);
  }

  // --- when ---

  document.addEventListener("pointerdown", function (event) { touched = event.pointerType !== "mouse"; }, true);
  document.addEventListener("pointerover", function (event) {
    if (event.pointerType !== "mouse") return;
    var link = linkAt(event.target);
    if (!link || link.closest(".preview")) return;
    clearTimeout(timer);
    timer = setTimeout(function () { show(link); }, 180);
  });
  document.addEventListener("pointerout", function (event) {
    if (event.pointerType === "mouse" && linkAt(event.target)) later();
  });
  document.addEventListener("focusin", function (event) {
    var link = linkAt(event.target);
    if (link && !touched && link.matches(":focus-visible") && !link.closest(".preview")) show(link);
    else if (open && !event.target.closest(".preview") && !(touched && event.target.matches(".cf-view"))) hide();
  });
  document.addEventListener("click", function (event) {
    var link = linkAt(event.target);
    if (!link) { if (open && !event.target.closest(".preview") && !event.followed) hide(); return; }
    // A reason named in a preview is shown in its place; "Go there" leads on.
    if (link.closest(".pv-relation") && known.shown[anchor(link)] && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      fill(link);
      place(open);
      box.querySelector(".pv-go").focus({ preventScroll: true });
      return;
    }
    if (!touched || again(link) || link.closest(".preview") || event.defaultPrevented) { hide(); return; }
    event.preventDefault();
    show(link).then(function (shown) { if (!shown) location.href = address(link); });
  });
  // A chart wakes at the first touch: its picture's link is gone, and the living mark's link leads to the same place.
  function again(link) {
    return link === open || Boolean(open && link.matches(".cf-mark") && address(link) === address(open));
  }

  document.addEventListener("keydown", function (event) {
    touched = false;
    if (!open) return;
    if (event.key === "Escape") { hide(); return; }
    var way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    var link = way && document.activeElement === open && box.querySelector('.pv-nav a[rel="' + way + '"]');
    if (link) { event.preventDefault(); link.click(); }
  });
  window.addEventListener("scroll", function () { if (open && !matchMedia(NARROW).matches) place(open); }, { passive: true });
  window.addEventListener("hashchange", arrive);
  if (location.hash.indexOf("#at-") === 0) load().then(arrive, function () {});
})();
