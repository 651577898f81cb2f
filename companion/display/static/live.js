// Wakes a chart: the picture made at build time gives way to the same chart alive, in the same place and size.
// Runs in the book (scripts beside the page, so that it works from file://) and in JupyterLab (everything inline).
(function () {
  "use strict";
  if (window.companion) return;
  var charts = {};
  var companion = (window.companion = { chart: register, wake: wake, charts: charts });

  function register(name, chart) {
    charts[name] = chart;
  }

  function load(url) {
    return new Promise(function (done, fail) {
      var script = document.createElement("script");
      script.src = url;
      script.onload = done;
      script.onerror = function () { fail(new Error("could not load " + url)); };
      document.head.appendChild(script);
    });
  }

  var bundle = null;
  function vega() {
    if (window.companionVega) return Promise.resolve();
    if (!bundle) bundle = load(document.documentElement.dataset.content_root + "_static/vega.js");
    return bundle;
  }

  // One promise a figure: pointing at it, focusing it and tapping it may all ask at once.
  function wake(figure) {
    if (!figure.woken) {
      figure.woken = Promise.all([vega(), charts[figure.id] || load(figure.dataset.script)])
        .then(function () { return draw(figure); })
        .catch(function (error) {
          // The picture stays, and so do the data beneath it.
          figure.dataset.state = "still";
          console.warn("The chart stays a picture: " + error.message);
        });
    }
    return figure.woken;
  }

  function shown(figure) {
    var panes = Array.from(figure.querySelectorAll(".cf-pane"));
    return panes.find(function (pane) { return pane.offsetParent !== null; }) || panes[0];
  }

  function draw(figure) {
    var pane = shown(figure);
    if (pane.dataset.live) return figure.view;
    var chart = charts[figure.id];
    var still = pane.querySelector("svg");
    var box = document.createElement("div");
    var options = {
      mode: "vega-lite", renderer: "svg", actions: false, defaultStyle: false, hover: true, tooltip: tip,
      loader: loader(figure), ast: true // expressions are read, not made into code, which pages of the book forbid
    };
    return companionVega(box, chart[pane.dataset.pane], options).then(function (result) {
      var view = result.view;
      Object.keys(figure.settings || {}).forEach(function (name) { view.signal(name, figure.settings[name]); });
      return view.runAsync();
    }).then(function (view) {
      var svg = box.querySelector("svg");
      [box].concat(Array.from(box.querySelectorAll("[role]"))).forEach(function (node) {
        ["role", "aria-roledescription", "aria-label"].forEach(function (name) { node.removeAttribute(name); });
      });
      svg.setAttribute("width", still.getAttribute("width"));
      svg.setAttribute("height", still.getAttribute("height"));
      quiet(svg);
      new MutationObserver(function () { quiet(svg); }).observe(svg, { childList: true, subtree: true });
      still.replaceWith(box);
      pane.dataset.live = "yes";
      figure.dataset.state = "live";
      figure.view = view;
      listen(figure, view, chart);
      return view;
    });
  }

  // Links to rows of the data table serve the still picture; alive, a click chooses and the statements are listed.
  // Vega would follow a mark's link at once. A link of the page's own does it instead: it is one like any other, so a
  // first tap shows its preview and a second follows it.
  function loader(figure) {
    return {
      load: function (uri) { return Promise.reject(new Error("not loaded: " + uri)); },
      sanitize: function (uri, options) {
        var row = figure.querySelector(".cf-choice") && uri.indexOf("#" + figure.id + "-row-") === 0;
        if (!row && options && options.context === "href" && figure.pressed) follow(figure, uri);
        else if (!row) return Promise.resolve({ href: uri });
        return Promise.reject(new Error("not Vega's to follow"));
      }
    };
  }

  function follow(figure, uri) {
    var event = figure.pressed;
    event.followed = true;  // the press itself is not one beside every link, which would close the preview
    var view = figure.querySelector(".cf-view");
    var place = view.getBoundingClientRect();
    figure.marks = figure.marks || {};
    var link = figure.marks[uri] || (figure.marks[uri] = view.appendChild(document.createElement("a")));
    link.className = "cf-mark";
    link.tabIndex = -1;
    link.setAttribute("aria-hidden", "true");
    link.href = uri;
    link.style.left = event.clientX - place.left + view.scrollLeft + "px";
    link.style.top = event.clientY - place.top + "px";
    link.dispatchEvent(new MouseEvent("click", {
      bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey, shiftKey: event.shiftKey
    }));
  }

  // The data table carries the same links with names; inside the drawing they are for the pointer only.
  function quiet(svg) {
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("focusable", "false");
    svg.querySelectorAll("a:not([tabindex])").forEach(function (link) {
      link.setAttribute("tabindex", "-1");
      link.removeAttribute("target");
    });
  }

  // A selection called "choice" leads from a mark to the statements behind it.
  function listen(figure, view, chart) {
    try { view.data("choice_store"); } catch (absent) { return; }
    view.addDataListener("choice_store", function (name, tuples) { choose(figure, chart, tuples); });
    choose(figure, chart, view.data("choice_store"));
  }

  function choose(figure, chart, tuples) {
    var rows = Array.from(figure.querySelectorAll(".cf-data tbody tr"));
    document.querySelectorAll(".is-chosen").forEach(function (node) { node.classList.remove("is-chosen"); });
    var links = new Map();
    var words = [];
    chart.rows.forEach(function (row, index) {
      var hit = (tuples || []).some(function (tuple) {
        return tuple.fields.every(function (field, i) { return same(row[field.field], tuple.values[i]); });
      });
      if (!hit || !rows[index]) return;
      rows[index].classList.add("is-chosen");
      rows[index].querySelectorAll("a.st").forEach(function (link) { links.set(link.textContent, link); });
    });
    (tuples || []).forEach(function (tuple) { words = words.concat(tuple.values); });
    say(figure, words, links);
    links.forEach(function (link) {
      var hash = link.getAttribute("href").split("#");
      var card = (hash[0] === "" || link.pathname === location.pathname) && document.getElementById(hash[1]);
      if (card) card.classList.add("is-chosen");
    });
  }

  function same(value, wanted) {
    return Array.isArray(wanted) ? wanted.indexOf(value) >= 0 : value === wanted;
  }

  function say(figure, words, links) {
    var place = figure.querySelector(".cf-choice");
    if (!place) return;
    place.textContent = links.size ? Array.from(new Set(words.flat())).join(", ") + ": " : place.dataset.hint || "";
    links.forEach(function (link) {
      place.appendChild(link.cloneNode(true));
      place.appendChild(document.createTextNode(" "));
    });
  }

  // The tip is text set by script, never markup from data.
  function tip(handler, event, item, value) {
    var box = document.getElementById("cf-tip");
    if (value === null || value === undefined || value === "") {
      if (box) box.hidden = true;
      return;
    }
    if (!box) {
      box = document.createElement("div");
      box.id = "cf-tip";
      document.body.appendChild(box);
    }
    box.replaceChildren();
    var pairs = typeof value === "object" ? Object.entries(value) : [["", value]];
    pairs.forEach(function (pair) {
      var line = document.createElement("div");
      var key = document.createElement("b");
      key.textContent = pair[0] ? pair[0] + " " : "";
      line.append(key, Array.isArray(pair[1]) ? pair[1].join(", ") : String(pair[1]));
      box.appendChild(line);
    });
    box.hidden = false;
    var right = Math.min(event.clientX + 14, document.documentElement.clientWidth - box.offsetWidth - 8);
    var below = event.clientY + 18;
    if (below + box.offsetHeight > window.innerHeight) below = event.clientY - box.offsetHeight - 12;
    box.style.left = Math.max(8, right) + "px";
    box.style.top = Math.max(8, below) + "px";
  }

  // Controls are part of the page from the start, so that nothing moves when the chart wakes.
  function setting(control) {
    if (control.type === "checkbox") return control.checked;
    if (control.type === "range" || control.type === "number") return Number(control.value);
    return control.dataset.values ? JSON.parse(control.dataset.values)[control.selectedIndex] : control.value;
  }

  function changed(control) {
    var figure = control.closest("figure");
    figure.settings = figure.settings || {};
    figure.querySelectorAll("[data-param]").forEach(function (other) {
      if (other.type !== "radio" || other.checked) figure.settings[other.dataset.param] = setting(other);
    });
    return wake(figure).then(function () {
      if (!figure.view) return null;
      Object.keys(figure.settings).forEach(function (name) { figure.view.signal(name, figure.settings[name]); });
      return figure.view.runAsync();
    });
  }

  companion.start = function (root) {
    (root || document).querySelectorAll("figure[data-script]").forEach(function (figure) {
      if (figure.ready) return;
      figure.ready = true;
      var ask = function () { wake(figure); };
      var view = figure.querySelector(".cf-view");
      view.addEventListener("click", function (event) { if (event.isTrusted) figure.pressed = event; }, true);
      ["pointerenter", "focusin", "touchstart"].forEach(function (name) {
        view.addEventListener(name, ask, { passive: true, once: true });
      });
      figure.querySelectorAll("[data-param]").forEach(function (control) {
        control.addEventListener("focus", ask, { once: true });
        control.addEventListener("input", function () { changed(control); });
      });
      // A turned phone shows the other drawing: it wakes too.
      window.addEventListener("resize", function () {
        if (figure.dataset.state === "live" && !shown(figure).dataset.live) draw(figure);
      });
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", function () { companion.start(); });
  else companion.start();
})();
