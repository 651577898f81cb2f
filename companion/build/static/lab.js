// What JupyterLab lacks to show the chapters as the book does: prose without raw roles, links that lead to the other
// notebook, charts that live, also after the page was loaded anew. Shown only: what is saved stays as it is written.
// It is an extension as JupyterLab loads one ("federated"), written out by hand, so that nothing has to be compiled.
(function () {
  "use strict";
  const here = document.currentScript.src.replace(/[^/]*$/, "");
  const NOTEBOOK = "Jupytext Notebook";
  let scope;

  async function shared(name) {
    const versions = Object.values(scope[name]);
    return (await versions[0].get())();
  }

  function load(file) {
    return new Promise((done, fail) => {
      const script = document.createElement("script");
      Object.assign(script, { src: here + file, onload: done, onerror: () => fail(new Error(file + " is missing")) });
      document.head.appendChild(script);
    });
  }

  // ---- Prose. `words` says what the last build of the book made of each role.
  function linked(text, page, anchor) {
    return page ? `[${text}](${address(page)}${anchor ? "#" + anchor : ""})` : text;
  }

  function address(page) { return "/" + page + ".md"; }

  function cited(words, key, aside) {
    const found = words.citations[key];
    if (!found) return key;
    const text = aside ? `${found.names}, ${found.year}` : `${found.names} (${found.year})`;
    return linked(text, found.page, found.anchor);
  }

  const ROLES = {
    st: (words, text, target) => linked(text, words.anchors[target.toLowerCase()], target.toLowerCase()),
    fact: (words, text) => words.facts[text] || text,
    numref: (words, text) => words.numbers[text] ? linked(words.numbers[text].text, words.numbers[text].page, text) : text,
    ref: (words, text, target) => words.labels[target]
      ? linked(text === target ? words.labels[target].title : text, words.labels[target].page) : text,
    doc: (words, text, target) => {
      const page = Object.keys(words.titles).find((name) => name.endsWith("/" + target.split("/").pop()));
      return linked(text === target ? words.titles[page] || text : text, page);
    },
    term: (words, text, target) => linked(text, words.terms[target.toLowerCase()], ""),
    "cite:t": (words, text) => text.split(",").map((key) => cited(words, key.trim())).join(", "),
    "cite:p": (words, text) => "(" + text.split(",").map((key) => cited(words, key.trim(), true)).join("; ") + ")",
  };

  function role(words, whole, name, content) {
    const parts = /^([^]*?)\s*<([^<>]+)>$/.exec(content);
    const make = ROLES[name];
    return make ? make(words, (parts ? parts[1] : content).trim(), parts ? parts[2] : content.trim()) : content;
  }

  const BLOCKS = {
    exercise: (title) => [`**Exercise. ${title}**\n`, ""],
    solution: (title) => [`<details><summary>${title || "Solution"}</summary>\n`, "\n</details>\n"],
    companion: (title) => [`---\n**${title || "The companion"}**\n`, "\n---"],
    container: () => ["", ""],
  };
  const OF_THE_BOOK = "*(This list stands in the built book.)*";

  function told(words, text) {
    const open = [];
    let skipped = "";
    const lines = text.split("\n").flatMap((line) => {
      const fence = /^\s*(:{3,}|`{3,})(?:\{([\w-]+)\}\s*(.*))?$/.exec(line);
      if (skipped) {
        if (fence && !fence[2] && fence[1] === skipped) skipped = "";
        return [];
      }
      if (/^\([\w-]+\)=\s*$/.test(line)) return [];
      if (!fence) return [line];
      if (fence[2] && fence[1][0] === "`") { skipped = fence[1]; return [OF_THE_BOOK]; }
      if (fence[1][0] === "`") return [line];
      if (!fence[2]) return [open.pop() || ""];
      const [first, last] = (BLOCKS[fence[2]] || BLOCKS.companion)(fence[3]);
      open.push(last);
      return [first];
    });
    return lines.join("\n").replace(/\{([a-z:]+)\}`([^`]+)`/g, (...found) => role(words, ...found));
  }

  // ---- Links. What a link names is looked for here first, then in the notebook that holds it.
  function find(root, anchor) {
    const name = CSS.escape(anchor);
    return root.querySelector(`[id="${name}"], [data-jupyter-id="${name}"]`);
  }

  function show(root, anchor) {
    const found = anchor && find(root, anchor);
    if (!found) return false;
    for (let up = found; up; up = up.parentElement) if (up.localName === "details") up.open = true;
    found.scrollIntoView({ block: "center" });
    found.animate([{ background: "#ffd54a88" }, { background: "transparent" }], 2500);
    return true;
  }

  async function open(app, page, anchor) {
    const widget = await app.commands.execute("docmanager:open", { path: page + ".md", factory: NOTEBOOK });
    if (!widget) return;
    await widget.context.ready;
    await widget.revealed;
    // Cards and figures are there once the notebook has been run; headings always are.
    for (let tries = 0; tries < 20; tries++) {
      if (show(widget.node, anchor)) return;
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  function follow(app, words, event) {
    const link = event.target.closest && event.target.closest(".jp-Notebook a[href], .jp-Notebook [data-to]");
    if (!link) return;
    const to = link.dataset.to || link.getAttribute("href");
    const [path, anchor] = decodeURIComponent(to).split("#");
    const named = /(?:^|\/)((?:notebooks|book)\/[\w-]+)\.md/.exec(path);
    const local = path === "" || path === location.pathname;
    if (!named && !(local && anchor)) return;
    event.preventDefault();
    event.stopPropagation();
    if (anchor && show(link.closest(".jp-Notebook"), anchor)) return;
    const page = named ? named[1] : words.anchors[anchor] || (words.numbers[anchor] || {}).page;
    if (page) open(app, page, anchor);
  }

  async function plugin() {
    const [rendermime, words] = await Promise.all([
      shared("@jupyterlab/rendermime"), fetch(here + "words.json").then((answer) => answer.json()),
      load("live.js"),
    ]);
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: here + "lab.css" }));
    document.documentElement.dataset.content_root = here; // where live.js looks for Vega when a chart wakes
    return {
      id: "companion:lab",
      autoStart: true,
      requires: [rendermime.IMarkdownParser],
      activate(app, parser) {
        const render = parser.render;
        parser.render = (text) => render.call(parser, told(words, text));
        document.addEventListener("click", (event) => follow(app, words, event), true);
      },
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB.companion = {
    init(given) { scope = given; },
    async get() {
      const made = await plugin();
      return () => ({ __esModule: true, default: made });
    },
  };
})();
