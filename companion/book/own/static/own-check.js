// Compares a reader's copy with what the book knows of the text: headings, numbers and digests (companionPaper, above).
// companion/dossier/copytext.py and papertext.py do the same; the tests hold both to the same thirty copies.
(function () {
  "use strict";
  var SPACE = /[\s\x1c-\x1f\x85]/u, LINES = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/u;
  var PARTED = /(?<=\p{L})[-\u2010\u2011\u00ad][\s\x1c-\x1f\x85]*?\n[\s\x1c-\x1f\x85]*(?=\p{L})/gu;
  var PAGE = /^(?:page|p\.)?\s*[-–—]?\s*\d{1,4}(?:\s*(?:\/|of)\s*\d{1,4})?\s*[-–—]?$/iu, WEB = /https?:\/\/\S+|www\.\S+/u;
  var STOPS = ".;?؟؛。？；";

  // --- One text in many copies ---
  function letters(text) {
    return text.normalize("NFKC").replace(/[\s\x1c-\x1f\x85\p{Cf}\p{Pd}]/gu, "").replace(/[‘’‚]/g, "'").replace(/[“”„]/g, '"');
  }

  function readable(lines) {
    return lines.join("\n").replace(PARTED, "").replace(/\p{Cf}/gu, "").normalize("NFKC").split(/[\s\x1c-\x1f\x85]+/u)
      .filter(Boolean).join(" ");
  }

  function withoutHeaders(lines) {
    var said = lines.map(function (line) { return letters(line).replace(/\p{Nd}+/gu, "").toLowerCase(); });
    var title = letters(companionPaper.title).toLowerCase(), times = {};
    said.forEach(function (bare) { times[bare] = (times[bare] || 0) + 1; });
    return lines.filter(function (line, at) {
      return !(PAGE.test(line.trim()) || WEB.test(line) || letters(line).toLowerCase().includes(title) ||
        (said[at] && times[said[at]] > 1));
    });
  }

  function split(text) {
    var chars = Array.from(text), sentences = [], start = 0;
    chars.forEach(function (char, at) {
      var next = chars.slice(at + 1, at + 3).join("").trim();
      if (!STOPS.includes(char) || !/^\p{L}/u.test(next)) return;
      sentences.push(chars.slice(start, at + 1).join("").trim());
      start = at + 1;
    });
    return text ? sentences.concat(chars.slice(start).join("").trim()) : [];
  }

  async function digest(text) {
    var bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(letters(text)));
    return Array.from(new Uint8Array(bytes), function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }

  // --- Is it the text? ---
  function sections(lines) {
    var bare = lines.map(function (line) { return letters(line).toLowerCase(); });
    var headings = companionPaper.sections.map(function (section) { return section.heading; }).concat(companionPaper.end);
    var found = headings.map(function (heading) {
      var name = letters(heading).toLowerCase();
      return bare.flatMap(function (line, at) { return line === name ? [at] : []; });
    });
    var missing = headings.filter(function (_, at) { return !found[at].length; });
    if (missing.length) throw missing.map(function (heading) { return "The heading “" + heading + "” is missing."; });
    var places = inOrder(found);
    if (!places) throw ["The headings stand in another order."];
    return companionPaper.sections.map(function (_, at) { return lines.slice(places[at] + 1, places[at + 1]); });
  }

  // One place of each heading, in order and close together: in a copy of a whole window some stand more than once.
  function inOrder(found) {
    for (var end of found[found.length - 1]) {
      var places = [end];
      for (var at = found.length - 2; at >= 0; at--) {
        places.unshift(Math.max.apply(null, [-1].concat(found[at].filter(function (place) { return place < places[0]; }))));
      }
      if (Math.min.apply(null, places) >= 0) return places;
    }
    return null;
  }

  async function difference(section, text) {
    var sentences = split(text);
    if (!text) return "is empty";
    if (sentences.length === section.sentences && await digest(text) === section.letters) return "";
    var marks = await Promise.all(sentences.map(digest));
    var first = section.marks.findIndex(function (mark, at) { return !marks[at] || marks[at].slice(0, mark.length) !== mark; });
    var place = "differs first in sentence " + ((first < 0 ? section.marks.length : first) + 1);
    return sentences.length === section.sentences ? place
      : "has " + sentences.length + " sentences, not " + section.sentences + "; it " + place;
  }

  // What each section is: its sentences, or how it differs. Throws a list of what is wrong where it has not the sections.
  async function judged(text) {
    var parts = sections(text.split(LINES));
    var apart = new Set(withoutHeaders(parts.flat()));
    return Promise.all(companionPaper.sections.map(async function (section, at) {
      var readings = [readable(parts[at]), readable(parts[at].filter(function (line) { return apart.has(line); }))];
      for (var reading of readings) if (!await difference(section, reading)) return { section: section, sentences: split(reading) };
      return { section: section, differs: await difference(section, readings[0]) };
    }));
  }

  // --- The form ---
  var status = document.getElementById("own-status");

  function by(id) { return document.getElementById(id); }

  function say(words, items) {
    status.textContent = "";
    var head = document.createElement("p");
    head.textContent = words;
    status.append(head);
    if (!items) return;
    var list = status.appendChild(document.createElement("ul"));
    items.forEach(function (item) { list.appendChild(document.createElement("li")).textContent = item; });
  }

  async function compare(text) {
    if (!text.trim()) return say("There is nothing to compare yet: choose a file or paste the text.");
    if (text.startsWith("%PDF")) return say("This is a PDF. Open it, select its text, copy it and paste it here.");
    if (!(window.crypto && crypto.subtle)) return say("This browser compares only in pages from a folder, from this machine, or by https.");
    try {
      var found = await judged(text);
    } catch (wrong) {
      if (!Array.isArray(wrong)) throw wrong;
      return say("This is not the text that the book was made from, as far as it can be told:", wrong);
    }
    var same = found.filter(function (part) { return part.sentences; }), sentences = {};
    same.forEach(function (part) {
      part.sentences.forEach(function (sentence, at) { sentences[part.section.key + "-" + (at + 1)] = sentence; });
    });
    var told = found.map(function (part) {
      return part.section.title + ": " + (part.sentences ? "the same text, " + part.sentences.length + (part.sentences.length === 1 ? " sentence" : " sentences") : part.differs) + ".";
    });
    if (!same.length) return say("This is another text. No section is the one that the book was made from:", told);
    companionOwn.keep(sentences, by("own-lasting").checked);
    say(same.length === found.length ? "It is the text. Each original sentence now stands below its cards, in every chapter."
      : "Part of it is the text: the sections that are the same are shown below their cards, the others are not.", told);
  }

  function start() {
    by("own-file").addEventListener("change", async function () { if (this.files[0]) compare(await this.files[0].text()); });
    by("own-compare").addEventListener("click", async function () {
      var pasted = by("own-text").value, chosen = by("own-file").files[0];
      compare(pasted.trim() || !chosen ? pasted : await chosen.text());
    });
    by("own-away").addEventListener("click", function () {
      companionOwn.takeAway();
      by("own-text").value = by("own-file").value = "";
      say("Your copy is gone from this browser.");
    });
    function show() { by("own-away").hidden = !companionOwn.held(); }
    document.addEventListener("companion-own", show);
    show();
    if (companionOwn.held()) say("A copy is at hand and shown below the cards.");
  }

  window.companionJudged = judged;  // the tests ask it
  start();
})();
