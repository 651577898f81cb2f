"""Texts that would run, load, lead away or break out if they were more than words, and what fills with them."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

LONG = "Unterwasser" * 30
RAN = "window.ran = 1"
TEXTS = (
    f"<script>{RAN}</script>",
    f'<img src=x onerror="{RAN}">',
    f"[press](javascript:{RAN.replace(' ', '')})",
    f"<a href='data:text/html,<script>{RAN}</script>'>press</a>",
    "![shot](https://example.net/a.png)",
    "</style><style>*{font-size:99em!important}</style>",
    "{{ 7*6 }}",
    "{% raw %}${7*6}",
    "{download}`take <../data/paper.yml>`",
    "{eval-rst}`x` {raw}`y` {nosuch}`z`",
    "`code` ``` \"'&amp; %s {0}",
    f"</title></textarea></details></svg></script><svg onload='{RAN}'>",
    LONG,
    '<div style="position:fixed;inset:0">over</div> </div></article>',
    f'*open **bold* _x [y]{{.cls onclick="{RAN}"}} &lt;b&gt; \\',
    "expression(1) url(javascript:1) \u200e\u200f",
    "<https://example.net/> https://example.net/bare [to](https://example.net/)",
)
PRINTED = (f"<script>{RAN}</script>", f'<img src=x onerror="{RAN}">', "{{ 7*6 }} </style>", LONG)
"""For titles of references, in which a stop would end the title."""
TITLE = re.compile(r"(\(\d{4}\)\. )([^.]+)\.")
FREE = frozenset(
    "annotation attributed_to brief case definition example explanation form label limit name not_when note"
    " proposition question rationale charitable_reading rule title use_when warrant".split()
)
"""Fields of data files whose text is anybody's; the others are names, kinds and numbers, and held to them."""


class Filler:
    """Adds the texts to free fields, one after the other."""

    def __init__(self) -> None:
        self.count = 0

    def text(self, said: str) -> str:
        """Return what was said and one of the texts."""
        self.count += 1
        return f"{said.rstrip('.')} {TEXTS[self.count % len(TEXTS)]}"

    def fields(self, node: object) -> object:
        """Return what a YAML file holds with its free fields filled."""
        if isinstance(node, list):
            return [self.fields(item) for item in node]
        if not isinstance(node, dict):
            return node
        named = {"name"} if "rows" in node else set()  # facts are called after a crossing
        return {
            key: self.text(value) if key in FREE - named and isinstance(value, str) else self.fields(value)
            for key, value in node.items()
        }

    def project(self, root: Path) -> None:
        """Fill the data of a project, and the titles of its printed references."""
        for file in sorted((root / "data").rglob("*.yml")):
            if file.parent.name != "references":
                filled = self.fields(yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader))
                file.write_text(yaml.safe_dump(filled, allow_unicode=True, sort_keys=False), encoding="utf-8")
        printed = root / "data" / "references" / "printed.txt"
        lines = printed.read_text(encoding="utf-8").splitlines()
        titled = [TITLE.sub(rf"\1\2 {text}.", line, count=1) for line, text in zip(lines, PRINTED, strict=True)]
        printed.write_text("\n".join(titled) + "\n", encoding="utf-8")
