// Reads a download as a foreign program does and prints what it found as JSON: node reference_readers.mjs READER FILE
import { readFileSync } from "fs";
import { createRequire } from "module";
const require = createRequire(import.meta.url);
const [reader, file] = process.argv.slice(2);
const text = readFileSync(file, "utf-8");

const readers = {
  // Zotero's own import translators.
  zotero: () => require("zotero-translators").referenceImport(text),
  // Zotero's parser of COinS, out of the same package, on a file that maps keys to queries.
  coins: () => {
    const bundle = readFileSync(require.resolve("zotero-translators"), "utf-8");
    const start = bundle.indexOf("function parseContextObject(co, item)");
    const clone = bundle.indexOf("function _cloneIfNecessary");
    if (start < 0 || clone < 0) throw new Error("the package has no parser of COinS where it was");
    const known = new Set(["newspaperArticle", "magazineArticle"]);
    const Zotero = { Utilities: {
      itemTypeExists: name => known.has(name),
      cleanAuthor: (name, creatorType) => {
        const [lastName, firstName] = name.split(", ");
        return { lastName, firstName, creatorType };
      } } };
    const source = body(bundle, clone) + body(bundle, start) + "return parseContextObject;";
    const parse = new Function("Zotero", source)(Zotero);
    return Object.entries(JSON.parse(text)).map(([key, query]) => Object.assign({ key }, parse(query)));
  },
  "citation-js": () => {
    const { Cite } = require("@citation-js/core");
    for (const plugin of ["bibtex", "ris", "csl"]) require(`@citation-js/plugin-${plugin}`);
    return new Cite(text).data;
  },
  "citation-js-apa": () => {
    const { Cite } = require("@citation-js/core");
    require("@citation-js/plugin-csl");
    const entries = JSON.parse(text);
    return Object.fromEntries(entries.map(entry =>
      [entry.id, new Cite([entry]).format("bibliography", { format: "text", template: "apa" }).trim()]));
  },
  "bibtex-parser": async () => {
    const { parse } = await import("@retorquere/bibtex-parser");
    const library = parse(text, { unsupported: "ignore" });
    if (library.errors.length) throw new Error(JSON.stringify(library.errors));
    return library.entries.map(({ key, type, fields }) => ({ key, type, fields }));
  },
};

function body(source, start) {
  let depth = 0;
  for (let at = source.indexOf("{", source.indexOf(")", start)); at < source.length; at++) {
    if (source[at] === "{") depth++;
    if (source[at] === "}" && --depth === 0) return source.slice(start, at + 1) + "\n";
  }
  throw new Error("a function without an end");
}

const log = console.log;
console.log = () => {};  // the translators talk
const found = await readers[reader]();
process.stdout.write(JSON.stringify(found));
process.exitCode = 0;
