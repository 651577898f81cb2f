// The what-if panel: look the setting of the switches up in the table worked out beforehand, and show it.
(function () {
  "use strict";
  function wake(panel) {
    if (panel.dataset.awake) return;
    panel.dataset.awake = "yes";
    const table = JSON.parse(panel.querySelector('script[type="application/json"]').textContent);
    const switches = Array.from(panel.querySelectorAll(".wi-switch input"));
    const findings = Array.from(panel.querySelectorAll("[data-finding]"));
    const notes = Array.from(panel.querySelectorAll(".wi-notes > span"));
    const says = panel.querySelector("output");
    const words = table.words, map = panel.querySelector(".map"), key = panel.dataset.address;
    let last = table.start;

    function setting() { return switches.reduce((sum, box, bit) => sum + (box.checked ? 1 << bit : 0), 0); }
    function set(number) { switches.forEach((box, bit) => { box.checked = Boolean(number >> bit & 1); }); }

    function show() {
      const now = setting(), outcomes = table.outcomes[now], start = table.outcomes[table.start];
      findings.forEach((item, number) => {
        const moved = outcomes[number] !== start[number];
        item.dataset.outcome = words[outcomes[number]];
        item.classList.toggle("is-moved", moved);
        item.querySelector(".wi-state").textContent = words[outcomes[number]];
        item.querySelector(".wi-was").textContent = moved ? "was: " + words[start[number]] : "";
        const why = panel.querySelector('[data-why="' + number + '"]');
        why.querySelector(".wi-state").textContent = words[outcomes[number]];
        why.querySelectorAll("[data-path]").forEach((path) => {
          path.hidden = Number(path.dataset.path) !== table.paths[now][number];
        });
      });
      switches.forEach((box, bit) => {
        box.parentNode.classList.toggle("is-moved", box.checked !== Boolean(table.start >> bit & 1));
      });
      const rows = table.map.rows, at = table.map.settings;
      window.companionMap.paint(map, table.map, words, rows[at[now]], rows[at[table.start]]);
      says.textContent = told(outcomes, table.outcomes[last], start);
      last = now;
    }

    // What this throw changed comes first, then how far all of them are from the start.
    function told(outcomes, before, start) {
      const named = (number) => findings[number].querySelector("a").textContent;
      const places = findings.map((_, number) => number);
      const changed = places.filter((n) => outcomes[n] !== before[n])
        .map((n) => named(n) + ": " + words[outcomes[n]] + ", was: " + words[before[n]]);
      const moved = places.filter((n) => outcomes[n] !== start[n]).length;
      const far = moved ? moved + " of " + places.length + " differ from the start." : "All findings as at the start.";
      return (changed.length ? changed.join("; ") + ". " : "") + far;
    }

    function note(box) {
      const shown = box ? document.getElementById(box.getAttribute("aria-describedby")) : notes[0];
      notes.forEach((other) => other.classList.toggle("is-here", other === shown));
    }

    // The address names the switches that are on, unless they are as at the start; the card or place it names stays.
    function keep() {
      if (!key) return;
      const address = new URL(location.href);
      address.searchParams.delete(key);
      let query = address.searchParams.toString();
      if (setting() !== table.start)
        query += (query ? "&" : "") + key + "=" + (switches.filter((box) => box.checked).map((box) => box.name).join(".") || "none");
      history.replaceState(history.state, "", location.pathname + (query ? "?" + query : "") + location.hash);
    }
    function restore() {
      const kept = key && new URLSearchParams(location.search).get(key);
      if (!kept) return;
      const on = kept.split(".");
      switches.forEach((box) => { box.checked = on.includes(box.name); });
    }

    switches.forEach((box) => {
      box.addEventListener("change", () => { note(box); show(); keep(); });
      box.addEventListener("focus", () => note(box));
      box.parentNode.addEventListener("pointerenter", () => note(box));
    });
    panel.querySelector(".wi-line button").addEventListener("click", () => {
      set(table.start);
      note(null);
      show();
      keep();
    });
    window.addEventListener("popstate", () => { set(table.start); restore(); show(); });
    restore();
    show();
  }
  document.querySelectorAll(".whatif").forEach(wake);
})();
