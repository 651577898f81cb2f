// Stands in the head of every page and runs before the first paint; the page's policy names it by its digest.
(function (root) {
  var mode, theme, code;
  try {
    mode = localStorage.getItem("mode"); theme = localStorage.getItem("theme"); code = localStorage.getItem("code");
  } catch (blocked) {
    // Scripts of the theme ask again, and fail: they get a memory that keeps nothing.
    Object.defineProperty(window, "localStorage", {
      value: { getItem: function () { return null; }, setItem: function () {}, removeItem: function () {} }
    });
  }
  if (code === "shown") root.dataset.code = code;
  root.dataset.js = "yes";
  root.dataset.mode = mode || "auto";
  if (!theme || theme === "auto" || !mode || mode === "auto")
    theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.dataset.theme = theme;
  // The three faces of every page are asked for at once, those for other scripts by the stylesheet. In a folder a browser
  // calls that an error; there they are given by script, since a font that the stylesheet asks for comes too late to be
  // taken ("optional").
  [
    ["Companion Serif", "reading.woff2", "400 700", "normal"],
    ["Companion Serif", "reading-italic.woff2", "400", "italic"],
    ["Companion Sans", "labels.woff2", "400 700", "normal"]
  ].forEach(function (face) {
    var file = root.dataset.content_root + "_static/fonts/" + face[1];
    if (location.protocol === "file:") {
      var font = new FontFace(face[0], "url(" + file + ")", { weight: face[2], style: face[3], display: "block" });
      document.fonts.add(font);
      font.load().catch(function () {});
      return;
    }
    var link = document.createElement("link");
    link.rel = "preload"; link.as = "font"; link.type = "font/woff2"; link.crossOrigin = ""; link.href = file;
    document.head.appendChild(link);
  });
})(document.documentElement);
