// "Cite" in the fold of every card, tension, question and dated entry, and at the foot of every figure and table: one press copies the citation and shows its
// other forms. The texts are made from companionCite, which stands above, and from addresses.js, loaded when first wanted.
(function () {
  "use strict";
  var FORMS = [["apa", "APA"], ["chicago", "Chicago"], ["bibtex", "BibTeX"], ["ris", "RIS"]];
  var root = document.documentElement.dataset.content_root || "";
  var known = null, loading = null, dialog = null;

  window.companionAddresses = function (rows) { known = rows; };

  function load() {
    if (!loading) loading = new Promise(function (done, fail) {
      var script = document.createElement("script");
      script.src = root + "_static/addresses.js";
      script.onload = done;
      script.onerror = function () { loading = null; fail(); };
      document.head.appendChild(script);
    });
    return loading;
  }

  function element(tag, given, parent) {
    var made = Object.assign(document.createElement(tag), given);
    if (parent) parent.appendChild(made);
    return made;
  }

  function filled(text, values) {
    return text.replace(/(?:https:\/\/)?⟨address⟩/g, values.address).replace(/⟨key⟩/g, values.key)
      .replace(/⟨title⟩/g, function () { return values.title; });
  }

  function texTitle(title) {
    return "{" + title.replace(/\{/g, "(").replace(/\}/g, ")").replace(/\\/g, "/").replace(/([&%#$_])/g, "\\$1") + "}";
  }

  // The citation of a part in every form; without the table, or where that has no title, by what stands on this page.
  // Whose it is, the title says: what the book restates is a claim of the paper's and not of the book's.
  function citation(anchor, label, said, whose) {
    var row = (known && known[anchor]) || [anchor, label, ""];
    if (row[1] === row[0] || whose) row = [row[0], label, said || ""];
    var title = row[1] + (whose || "") + (row[2] && row[2] !== row[0] ? ": " + row[2].replace(/\.$/, "") : "");
    var values = { title: title, address: companionCite.base + "#" + encodeURIComponent(row[0]), key: "companion-" + anchor };
    var made = { label: row[1], name: row[0], address: companionCite.base && values.address };
    FORMS.forEach(function (form) {
      var own = form[0] === "bibtex" ? Object.assign({}, values, { title: texTitle(title) }) : values;
      made[form[0]] = filled(companionCite.forms[form[0]], own);
    });
    var about = title + " (go.html#" + row[0] + ")";
    made.report = companionCite.report.replace("⟨title⟩", function () { return about; });
    made.reportAt = companionCite.reportAt.split(encodeURIComponent("⟨title⟩")).join(encodeURIComponent(about));
    return made;
  }

  function copyable(parent, words, id, text, box) {
    var head = element("p", { className: "cite-form" }, parent);
    element("b", { textContent: words }, head);
    head.append(" ");
    var button = element("button", { type: "button", className: "copy here", textContent: "Copy" }, head);
    button.dataset.copy = id;
    button.setAttribute("aria-label", "Copy " + words);
    button.dataset.words = words;
    element(box, { id: id, className: "cite-text", textContent: text }, parent);
    return button;
  }

  function show(made, from) {
    if (!dialog) {
      dialog = element("dialog", { className: "cite-box" }, document.body);
      dialog.setAttribute("aria-labelledby", "cite-title");
      dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    }
    dialog.textContent = "";
    var inner = element("div", {}, dialog);
    element("h2", { id: "cite-title", textContent: "Cite " + made.label.replace(/^S/, "s") }, inner);
    element("p", { className: "cite-status", role: "status" }, inner);
    var first = null;
    FORMS.forEach(function (form) {
      var button = copyable(inner, form[1], "cite-" + form[0], made[form[0]], form[0] === "apa" || form[0] === "chicago" ? "p" : "pre");
      first = first || button;
    });
    copyable(inner, made.address ? "Permanent address" : "Permanent address, from the book’s first folder",
      "cite-address", made.address || "go.html#" + made.name, "p");
    if (!made.address) element("p", { className: "cite-nowhere", textContent: "This copy of the book knows no public address, so the citation has none." }, inner);
    var files = element("p", { className: "cf-files" }, inner);
    element("a", {
      textContent: "RIS file", download: made.name + ".ris",
      href: "data:application/x-research-info-systems;charset=utf-8," + encodeURIComponent(made.ris)
    }, files);
    if (made.reportAt) element("a", { textContent: "Suggest a correction", href: made.reportAt, rel: "noopener" }, files);
    else {
      var fold = element("details", {}, inner);
      element("summary", { textContent: "Suggest a correction" }, fold);
      element("p", { textContent: "This copy of the book does not know where its sources are kept. Send this text to whoever you have it from." }, fold);
      copyable(fold, "Report", "cite-report", made.report, "pre");
    }
    element("button", { type: "button", className: "cite-close", textContent: "Close" }, element("p", { className: "cite-foot" }, inner))
      .addEventListener("click", function () { dialog.close(); });
    dialog.showModal();
    dialog.onclose = function () { from.focus(); };
    first.focus();
    first.click();
  }

  // The link at the head of a page does what the buttons do: it opens the citation, and copies it.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest('a[href="#' + companionCite.fold + '"]');
    var fold = link && document.getElementById(companionCite.fold);
    if (!fold) return;
    fold.open = true;
    fold.querySelector("button.copy").click();
  });

  // A copy button says so itself; who does not see it is told too.
  document.addEventListener("companion-copy", function (event) {
    var box = event.target.dataset.words && event.target.closest("dialog, details.cite-page");
    var said = box && box.querySelector(".cite-status");
    if (said) said.textContent = event.target.dataset.words +
      (event.detail === "copied" ? " copied." : " selected: copy it with the keyboard.");
  });

  function offer(holder, anchor, label, said, whose) {
    var button = element("button", { type: "button", className: "cite", textContent: "Cite" }, holder);
    button.setAttribute("aria-haspopup", "dialog");
    button.setAttribute("aria-label", "Cite " + label);
    button.addEventListener("click", function () {
      function open() { show(citation(anchor, label, said, whose), button); }
      load().then(open, open);
    });
  }

  document.querySelectorAll("article.card[id]").forEach(function (card) {
    var fold = card.querySelector(".card-rest") || card.querySelector("details");
    var whose = (card.matches(".implicit") ? ", supplied by the companion to ‘" : ", restated from ‘") + companionCite.paper + "’";
    var says = card.querySelector(".card-says");
    offer(element("p", { className: "card-cite" }, fold || card), card.id, card.getAttribute("aria-label") || card.id, says ? words(says) : "", whose);
  });
  // What a line says, without the labels in it.
  function words(line, labels) {
    var copy = line.cloneNode(true);
    if (labels) copy.querySelectorAll(labels).forEach(function (part) { part.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  document.querySelectorAll(".points > li:has(> span[id]) > .point-more").forEach(function (fold) {
    var said = fold.parentElement.querySelector(":scope > span[id]"), name = said.id.toUpperCase();
    offer(element("p", { className: "card-cite" }, fold), said.id, (/^Q-/.test(name) ? "Question " : "Tension ") + name, words(said));
  });
  document.querySelectorAll("details.record-entry[id], details.verdict[id]").forEach(function (fold) {
    var code = fold.querySelector(".verdict-code"), name = code ? "Verdict on " + code.textContent.trim() : "Entry " + fold.id.toUpperCase();
    offer(element("p", { className: "card-cite" }, fold), fold.id, name,
      words(fold.querySelector("summary"), ".record-kind, .verdict-code, .verdict-mark"));
  });
  document.querySelectorAll("figure.cf[id]").forEach(function (figure) {
    var number = figure.querySelector(".caption-number"), foot = figure.querySelector(".cf-files");
    if (foot) offer(foot, figure.id, number ? number.textContent.trim() : figure.id);
  });
})();
