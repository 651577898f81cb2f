// Finds cards, terms, references, figures and sections by name or by words, in the index that searchindex.js hands over.
(function () {
  "use strict";
  var FIRST = 25;
  var WORD = /[a-z][a-z0-9]*-i?\d+[a-z]{0,2}|[\p{L}\p{N}_]+/gu;
  var WEIGHT = { title: 8, text: 4, inside: 1 };
  // What a reader is likelier to look for, where words alone do not decide.
  var KINDS = { Statement: 6, Term: 4, Tension: 3, Figure: 1, Table: 1, Reference: 1, Codebook: -2 };
  var SHORT = { fig: "figure", tab: "table", ref: "reference", ch: "chapter" };
  var book = null;

  function divided(text) {
    return text.toLowerCase().match(WORD) || [];
  }

  // A name as one types it who does not mind its hyphen: "res 4a", "RES4a".
  function squeezed(name) {
    return name.replace(/[^a-z0-9]/g, "");
  }

  function slug(title) {
    return title.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  }

  // --- The index -----------------------------------------------------------------------------------------------------
  function unpacked(given, stemmer) {
    var words = new Map(), names = new Map();
    function note(word, at, weight) {
      if (!words.has(word)) words.set(word, { stem: stemmer.stemWord(word), weights: new Map() });
      var weights = words.get(word).weights;
      weights.set(at, Math.max(weight, weights.get(at) || 0));
    }
    function name(text, at) {
      if (!names.has(text)) names.set(text, at);
    }
    var results = given.results.map(function (row, at) {
      var page = given.pages[row[3]], label = row[0] || "Section of " + page[1];
      var titleWords = divided(row[1]);
      titleWords.forEach(function (word) { note(word, at, WEIGHT.title + 2 / titleWords.length); });
      divided(row[2]).forEach(function (word) { note(word, at, WEIGHT.text); });
      var called = row[0].split(",")[0].toLowerCase();
      if (/\d/.test(called)) {
        name(called, at);
        if (/-/.test(called)) {
          name(called.split(" ")[1], at);
          name(squeezed(called.split(" ")[1]), at);
        }
      }
      var id = called.split(" ").pop(), anchor = row[4] || (/-/.test(id) ? id : slug(row[1]));
      return { label: label, kind: label.split(" ")[0], title: row[1], text: row[2], address: page[0] + ".html#" + anchor };
    });
    var last = "";
    given.words.split("\n").forEach(function (line) {
      var parts = line.split(" "), at = -1;
      last = last.slice(0, parseInt(line[0], 36)) + parts[0].slice(1);
      for (var i = 1; i < parts.length; i++) note(last, (at += parseInt(parts[i], 36)), WEIGHT.inside);
    });
    return { results: results, words: words, names: names, stemmer: stemmer, stopWords: new Set(given.stopWords) };
  }

  // --- Finding -------------------------------------------------------------------------------------------------------
  function asked(query) {
    var chosen = divided(query).filter(function (word) {
      return word.length > 1 && !book.stopWords.has(word) && (!/^\d+$/.test(word) || word.length === 4);
    });
    return chosen.map(function (word) { return { word: word, stem: book.stemmer.stemWord(word) }; });
  }

  // How well a word of the book answers one of the query: 0 is not at all.
  function likeness(word, stem, wanted) {
    if (word === wanted.word) return 1;
    if (stem === wanted.stem) return 0.9;
    return wanted.word.length > 2 && word.startsWith(wanted.word) ? 0.5 : 0;
  }

  function places(wanted) {
    var found = new Map();
    book.words.forEach(function (entry, word) {
      var like = likeness(word, entry.stem, wanted);
      if (like) entry.weights.forEach(function (weight, at) {
        found.set(at, Math.max(like * weight, found.get(at) || 0));
      });
    });
    return found;
  }

  function named(query) {
    var name = query.toLowerCase().trim().replace(/\s+/g, " ").replace(/^#/, "");
    var whole = name.replace(/^(fig|tab|ref|ch)\.? (?=\d)/, function (_, kind) { return SHORT[kind] + " "; });
    return book.names.has(whole) ? book.names.get(whole) : book.names.get(squeezed(name));
  }

  function find(query) {
    var wanted = asked(query), first = named(query), scores = new Map();
    var phrase = query.toLowerCase().trim().replace(/\s+/g, " ").replace(/'/g, "’");
    var each = wanted.map(places), any = new Set(each.flatMap(function (found) { return [...found.keys()]; }));
    var all = [...any].filter(function (at) { return each.every(function (found) { return found.has(at); }); });
    (all.length ? all : any).forEach(function (at) {
      var result = book.results[at], score = KINDS[result.kind] || 0;
      each.forEach(function (found) { score += (found.get(at) || 0) / each.length; });
      if (each.length > 1 && (result.title + " " + result.text).toLowerCase().includes(phrase)) score += 4;
      scores.set(at, score);
    });
    // A name is asked for to find what bears it: what has only a part of it is no answer.
    if (first !== undefined && !all.length) scores.clear();
    if (first !== undefined) scores.set(first, Infinity);
    // Where two are as good, the one that stands first in the book comes first.
    var order = [...scores.keys()].sort(function (a, b) { return scores.get(b) - scores.get(a) || a - b; });
    return { order: order, partly: !all.length && any.size > 0 && first === undefined };
  }

  // --- Showing -------------------------------------------------------------------------------------------------------
  function element(tag, className, parent) {
    var made = parent.appendChild(document.createElement(tag));
    if (className) made.className = className;
    return made;
  }

  function answers(word, wanted) {
    var stem = book.stemmer.stemWord(word);
    return wanted.some(function (one) { return likeness(word, stem, one); });
  }

  function marked(text, wanted, parent) {
    var end = 0;
    for (var found of text.toLowerCase().matchAll(WORD)) {
      if (!answers(found[0], wanted)) continue;
      parent.append(text.slice(end, found.index));
      end = found.index + found[0].length;
      element("mark", "", parent).textContent = text.slice(found.index, end);
    }
    parent.append(text.slice(end));
    return end > 0;
  }

  function show(at, wanted, list) {
    var result = book.results[at], item = element("li", "", list);
    var link = element("a", "", item);
    link.href = result.address;
    element("span", "found-kind", link).textContent = result.label;
    link.append(" ");
    var anywhere = marked(result.title, wanted, element("span", "found-title", link));
    if (result.text) anywhere = marked(result.text, wanted, element("p", "", item)) || anywhere;
    if (anywhere || !wanted.length || named(field.value) === at) return;
    var inside = [...book.words].filter(function (entry) {
      return entry[1].weights.has(at) && answers(entry[0], wanted);
    });
    marked("In its text: " + inside.map(function (entry) { return entry[0]; }).join(", "), wanted, element("p", "", item));
  }

  // --- The page ------------------------------------------------------------------------------------------------------
  var field = document.getElementById("search-words"), list = document.getElementById("search-results");
  var status = document.getElementById("search-status"), more = document.getElementById("search-more");
  var rest = [], waiting = 0, shown = null;

  function next() {
    var some = rest.splice(0, FIRST), wanted = asked(field.value);
    some.forEach(function (at) { show(at, wanted, list); });
    more.hidden = !rest.length;
    more.textContent = "Show " + Math.min(FIRST, rest.length) + " more of " + rest.length;
  }

  function search() {
    clearTimeout(waiting);
    if (!book) return;
    var query = field.value.trim();
    // A list that already answers stays, or a tap on it as it is made anew would be lost.
    if (query === shown) return;
    shown = query;
    list.textContent = "";
    var found = find(query), count = found.order.length;
    rest = found.order;
    status.textContent = query && (count === 1 ? "1 result" : (count || "No") + " results") + " for “" + query + "”." +
      (found.partly ? " None has all of these words." : "") + (count ? "" : " The beginning of a word may find more.");
    next();
    try { history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query) : location.pathname); } catch (refused) {}
  }

  function go(event) {
    var links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      if (at < 0) field.value = "";
      field.focus();
      search();
    } else if (event.key === "ArrowDown" && links.length) links[Math.min(at + 1, links.length - 1)].focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] || field).focus();
    else return;
    event.preventDefault();
  }

  window.companionSearch = {
    load: function (given, stemmer) {
      book = unpacked(given, stemmer);
      search();
    },
    find: function (query) { return find(query).order.map(function (at) { return book.results[at]; }); },
    asked: asked
  };
  // What was typed while the page was loading stays.
  field.value = new URLSearchParams(location.search).get("q") || field.value;
  field.focus();
  field.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  field.form.addEventListener("submit", function (event) {
    event.preventDefault();
    search();
    var first = list.querySelector("a");
    if (first) first.focus();
  });
  more.addEventListener("click", function () {
    var after = list.children.length;
    next();
    list.children[after].querySelector("a").focus();
  });
  field.closest("article").addEventListener("keydown", go);
})();
