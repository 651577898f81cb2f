"""The same objects outside the book: one self-contained element for JupyterLab and nbconvert, no network needed."""

from __future__ import annotations

import os
import re

from companion.display import live
from companion.html import tag
from companion.templates import plain

IN_LAB = "COMPANION_LAB"
"""Environment variable of a JupyterLab that has the charts' scripts already (``companion lab``), and of its kernels."""
STYLE = """
.cf{margin:1em 0;max-width:46em}.cf figcaption strong{display:block;font-size:1.05em}.cf-pane svg{max-width:none}
.cf-view{overflow-x:auto}.cf-slim,.cf-files a{margin-right:1em}.cf-slim{display:none}.cf-scroll{overflow-x:auto}
.cf-controls{border:0;padding:0;margin:.5em 0}.cf-controls legend{font-weight:600}.cf-controls label{display:block}
.cf-tail,.cf-source,.card details{font-size:.9em}.card{border-left:3px solid;padding:.2em 1em;margin:1em 0}
.card.reported{border-left-style:double}.card-head{margin:0;font-size:.85em}.card-says{margin:.2em 0}
.card summary::first-letter{text-transform:uppercase}.card-note,.card-place{margin:.3em 0;font-size:.9em}
.position{border-left:3px solid;padding-left:1em}
.card-id,.card-voice{margin-right:.8em}.is-chosen{background:#ffd54a55}
#cf-tip{position:fixed;z-index:9;background:#fff;color:#111;border:1px solid #888;padding:.3em .6em;font-size:13px}
"""

_ADDRESS = re.compile(r'\s(?:xlink:)?(href|target)="([^"]*)"')
_DRAWING = re.compile(r"<svg.*?</svg>", re.S)

_sent: list[str] = []


def figure(name: str, title: str, caption: str, body: str, script: str = "") -> str:
    """Return a whole figure; with ``script`` it wakes when pointed at, where scripts of outputs may run."""
    head = tag("figcaption", f"<strong>{plain(title)}</strong>{plain(caption)}")
    # "in the page": there is nothing to load.
    attributes = {"data_script": "inline"} if script else {}
    body = _DRAWING.sub(without_links, body)
    content = tag("figure", head + body, class_="cf", id=name, **attributes)
    if script:
        # A page that was loaded anew has lost the bundle, the kernel does not know: then the picture stays a picture.
        content += once() + f"<script>if (window.companion) {{{script}\ncompanion.start();}}</script>"
    return tag("style", STYLE) + content


def source(text: str) -> str:
    """Return the line below a figure that tells its source, or nothing."""
    return tag("p", plain(text), class_="cf-source") if text else ""


def without_links(drawing: re.Match[str]) -> str:
    """Return a drawing without its links: JupyterLab rewrites every link it shows, and stops at those of an SVG.

    What a link is besides stays, so that scripts and styles find it, and ``data-to`` says where it led.
    """

    def kept(address: re.Match[str]) -> str:
        return f' data-to="{address[2]}"' if address[1] == "href" else ""

    opened = re.sub(r"<a\b([^>]*)>", lambda found: f"<g{_ADDRESS.sub(kept, found[1])}>", drawing[0])
    return opened.replace("</a>", "</g>")


def once() -> str:
    """Return the Vega bundle for the first figure of a kernel and nothing for the later ones, which share it.

    A JupyterLab that ``companion lab`` opened has it from the start.
    """
    if _sent or os.environ.get(IN_LAB):
        return ""
    _sent.append("bundle")
    return f"<script>{live.bundle()}{live.SCRIPT.read_text(encoding='utf-8')}</script>"
