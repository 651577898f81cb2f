// The what-if panel: look the setting of the switches up in the table worked out beforehand, and show it.
(function () {
  function wake(panel) {
    if (panel.dataset.awake) return;
    panel.dataset.awake = "yes";
    const table = JSON.parse(panel.querySelector("script").textContent);
    const switches = Array.from(panel.querySelectorAll("input"));
    const findings = Array.from(panel.querySelectorAll("[data-finding]"));
    const says = panel.querySelector("output");
    const words = table.words;

    function show() {
      const setting = switches.reduce((sum, box, bit) => sum + (box.checked ? 1 << bit : 0), 0);
      const count = {};
      let moved = 0;
      findings.forEach((item, number) => {
        const now = table.outcomes[setting][number], before = table.outcomes[table.start][number];
        count[now] = (count[now] || 0) + 1;
        moved += now !== before;
        item.querySelector(".wi-state").textContent = words[now];
        item.dataset.outcome = words[now];
        const was = item.querySelector(".wi-was");
        was.textContent = now === before ? "" : " (at the start: " + words[before] + ")";
        item.querySelectorAll("[data-path]").forEach((path) => {
          path.hidden = Number(path.dataset.path) !== table.paths[setting][number];
        });
      });
      const told = Object.keys(words).filter((letter) => count[letter]).map((letter) => count[letter] + " " + words[letter]);
      says.textContent = told.join(", ") + "; " + (moved ? moved + " moved from the start." : "none moved from the start.");
    }

    switches.forEach((box) => box.addEventListener("change", show));
    panel.querySelector("button").addEventListener("click", () => {
      switches.forEach((box, bit) => { box.checked = Boolean(table.start >> bit & 1); });
      show();
    });
    show();
  }
  document.querySelectorAll(".whatif").forEach(wake);
})();
