// Argument maps: what belongs to a box lights up, a walk leads through, and the panel can show other states.
// Runs in the book and in JupyterLab; the page is complete without it.
(function () {
  "use strict";
  if (window.companionMap) { window.companionMap.start(); return; }

  function ids(text) { return text ? text.split(" ") : []; }

  function boxOf(event) { return event.target.closest && event.target.closest("[data-id]"); }

  // Statements and relations that lead to a statement ("from") or that it leads to ("to").
  function reach(lines, start, toward, away, into) {
    const waiting = [start];
    while (waiting.length) {
      const here = waiting.pop();
      lines.forEach((line) => {
        if (!ids(line.dataset[toward]).includes(here)) return;
        into.add(line.dataset.relation);
        ids(line.dataset[away]).forEach((other) => {
          if (!into.has(other)) { into.add(other); waiting.push(other); }
        });
      });
    }
  }

  function light(map, lit, here) {
    map.classList.toggle("has-lit", Boolean(lit));
    map.querySelectorAll("[data-id], [data-relation]").forEach((mark) => {
      const name = mark.dataset.id || mark.dataset.relation;
      mark.classList.toggle("is-lit", Boolean(lit && lit.has(name)));
      if (mark.dataset.id) mark.classList.toggle("is-here", Boolean(here) && name === here);
    });
  }

  function wake(map) {
    if (map.dataset.awake) return;
    map.dataset.awake = "yes";
    const lines = Array.from(map.querySelectorAll(".map-wide [data-from]"));
    let resting = null; // what the walk shows, when nothing is pointed at
    let tapped = null;

    function show(id) {
      const lit = new Set([id]);
      reach(lines, id, "to", "from", lit);
      reach(lines, id, "from", "to", lit);
      light(map, lit, id);
    }
    // What has the keyboard stays lit when the pointer goes.
    function rest() {
      const held = map.querySelector("[data-id]:focus-visible");
      tapped = null;
      if (held) show(held.dataset.id); else light(map, resting, null);
    }
    let touch = false;
    map.addEventListener("pointerdown", (event) => { touch = event.pointerType !== "mouse"; });
    // A box that scrolls under a resting pointer is not pointed at.
    map.addEventListener("pointermove", (event) => {
      const box = event.pointerType === "mouse" && (event.movementX || event.movementY) && boxOf(event);
      if (box && !box.classList.contains("is-here")) show(box.dataset.id);
    });
    map.addEventListener("pointerout", (event) => {
      if (event.pointerType === "mouse" && boxOf(event)) rest();
    });
    map.addEventListener("focusin", (event) => { if (boxOf(event) && !touch) show(boxOf(event).dataset.id); });
    map.addEventListener("focusout", (event) => { if (boxOf(event) && !touch) light(map, resting, null); });
    // By finger the first tap shows and the second follows; elsewhere on the map a tap lets go.
    map.addEventListener("click", (event) => {
      const box = boxOf(event);
      if (!touch) return;
      touch = false;
      if (!box) { if (tapped) rest(); return; }
      if (tapped === box.dataset.id) return;
      // Where links have previews, the preview holds the first tap back, and shows what the box says.
      if (!window.companionPreviews) event.preventDefault();
      show(box.dataset.id);
      tapped = box.dataset.id;
    });
    map.addEventListener("keydown", (event) => { if (event.key === "Escape") light(map, resting, null); });

    const walk = map.querySelector(".map-walk");
    if (walk) stroll(map, walk, lines, (lit) => { resting = lit; rest(); });
  }

  function stroll(map, walk, lines, settle) {
    const stages = Array.from(walk.querySelectorAll("li"));
    const buttons = Array.from(walk.querySelectorAll("button"));
    let at = 0; // 0: nothing chosen, the whole map is there
    walk.classList.add("is-walking");

    function go(to) {
      at = Math.max(0, Math.min(stages.length, to));
      if (at) walk.dataset.at = at; else delete walk.dataset.at;
      stages.forEach((stage, number) => stage.classList.toggle("is-here", number + 1 === at));
      const stage = stages[at - 1], lit = stage && new Set(ids(stage.dataset.shows));
      if (stage) {
        lines.forEach((line) => {
          const ends = ids(line.dataset.from).concat(ids(line.dataset.to));
          if (ends.every((id) => lit.has(id))) lit.add(line.dataset.relation);
        });
      }
      // Where nothing of a step is drawn, its statements stand below its sentence, and the map stays as it is.
      settle(lit && lines.some((line) => ids(line.dataset.from).concat(ids(line.dataset.to)).some((id) => lit.has(id))) ? lit : null);
      walk.querySelector(".map-count").textContent = at ? at + " of " + stages.length : "";
      walk.querySelector(".map-said").textContent = stage ? "Step " + at + " of " + stages.length + ": " + stage.innerText : "The whole map";
      const held = document.activeElement;
      buttons.forEach((button) => {
        const step = Number(button.dataset.go);
        button.disabled = step > 0 ? at === stages.length : at === 0;
      });
      // A button that can go no further hands the keyboard to one that can.
      if (held && held.disabled && walk.contains(held)) buttons.find((other) => !other.disabled).focus();
      if (stage) bring(walk);
    }

    // On a phone the map is taller than the screen: the first box that lights up comes into view.
    function bring(walk) {
      const first = Array.from(map.querySelectorAll(".map-box.is-lit")).find((box) => box.getClientRects().length);
      if (!first) return;
      const box = first.getBoundingClientRect(), top = walk.getBoundingClientRect().bottom;
      if (box.top >= top && box.bottom <= window.innerHeight) return;
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      if (getComputedStyle(walk).position === "sticky")
        window.scrollBy({ top: box.top - Math.max(top, 0) - 12, behavior: still ? "instant" : "smooth" });
    }

    walk.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-go]");
      if (!button) return;
      const step = Number(button.dataset.go);
      go(step ? at + step : 0);
    });
    map.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step || boxOf(event) || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      go(at + step);
    });
  }

  // Show one row of states: letters for the statements, a space, letters for the relations.
  function paint(map, table, words, row, start) {
    const kinds = { h: "holds", f: "falls", w: "open", i: "idle" };
    const [outcomes, lines] = row.split(" "), before = start.split(" ")[0];
    table.statements.forEach((id, place) => {
      map.querySelectorAll('[data-id="' + id + '"]').forEach((box) => {
        const word = words[outcomes[place]], state = box.querySelector(".map-state"), title = box.querySelector("title");
        const tells = box.classList.contains("finding") || !"abs".includes(outcomes[place]);
        box.dataset.outcome = word;
        box.classList.toggle("is-moved", outcomes[place] !== before[place]);
        if (state) state.textContent = tells ? word : "";
        if (title) title.textContent = title.textContent.replace(/\(.*?\)/, "(" + word + ")");
      });
    });
    table.relations.forEach((id, place) => {
      map.querySelectorAll('[data-relation="' + id + '"]').forEach((line) => { line.dataset.state = kinds[lines[place]]; });
    });
  }

  function start() { document.querySelectorAll(".map").forEach(wake); }
  window.companionMap = { paint: paint, start: start };
  start();
})();
