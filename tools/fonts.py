# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools==4.68.0", "brotli==1.2.1"]
# ///
"""Remake the typefaces: `uv run --script tools/fonts.py` writes fonts/ and fonts.css in companion/book/theme/static.

Takes fonts of the SIL Open Font License from the npm registry, at versions pinned here, and cuts them down to the
letters and weights that the book uses. Their names are changed with it, as their licence asks of a changed font whose
name is reserved. The same fonts give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

STATIC = Path(__file__).resolve().parent.parent / "companion" / "book" / "theme" / "static"
FOLDER, SHEET = STATIC / "fonts", STATIC / "fonts.css"

SERIF, SANS, VAZIRMATN = "source-serif@4.5.1", "source-sans@3.52.0", "@fontsource-variable/vazirmatn@5.3.0"
SUMS = {
    SERIF: "19a448df98f4aa777de3452b0a1e29aa7ffe29252fe552c8a2d2531702d80746",
    SANS: "49cf78ddd79b436591ee696785222b54ff28102922e3d3df297fe382d7fdfa88",
    VAZIRMATN: "94e5cbe1a433f86c79617ad462aa64d9bff8fd145b07b247dc747b8069aa3722",
}
"""Package → SHA-256 of its archive."""
LICENCES = {
    "OFL-source.txt": (SERIF, "LICENSE.md"),
    "OFL-vazirmatn.txt": (VAZIRMATN, "LICENSE"),
}

ENGLISH = "".join(map(chr, range(0x20, 0x7F)))
WESTERN = "".join(map(chr, (*range(0xA0, 0x100), *map(ord, "āĀćĆčČēğĞġīĪıİłŁœŒōşŞšŠūŪŭžŽḍḌḥḤṣṢṭṬẓẒẕʻʼʿʾ"))))
SIGNS = "–—‘’“”‚„…•·†‡′″‹›→←↑↓−×≤≥≠≈€№"
RUSSIAN = "".join(map(chr, range(0x410, 0x450))) + "ёЁ"
PERSIAN = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقلمنهوپچژکكگىيی،؛؟٪٫٬۰۱۲۳۴۵۶۷۸۹\u200c"
LATIN_FEATURES = ["kern", "liga", "locl", "ccmp", "mark", "tnum", "lnum"]
PERSIAN_FEATURES = ["init", "medi", "fina", "isol", "rlig", "liga", "ccmp", "mark", "mkmk", "kern"]


@dataclass(frozen=True)
class Cut:
    """One file: what is taken from where."""

    file: str
    family: str
    package: str
    source: str
    axes: dict[str, float | tuple[float, float]]
    letters: str
    style: str = "normal"


READING, LABELS, OTHERS = "Companion Serif", "Companion Sans", "Companion Letters"
CUTS = (
    Cut("reading.woff2", READING, SERIF, "VAR/SourceSerif4Variable-Roman.ttf", {"wght": (400, 700), "opsz": 14},
        ENGLISH + WESTERN + SIGNS),
    Cut("reading-italic.woff2", READING, SERIF, "VAR/SourceSerif4Variable-Italic.ttf", {"wght": 400, "opsz": 14},
        ENGLISH + WESTERN + SIGNS, style="italic"),
    Cut("labels.woff2", LABELS, SANS, "VF/SourceSans3VF-Upright.ttf", {"wght": (400, 700)},
        ENGLISH + WESTERN + SIGNS),
    Cut("russian.woff2", OTHERS, SERIF, "VAR/SourceSerif4Variable-Roman.ttf", {"wght": 400, "opsz": 14},
        RUSSIAN),
    Cut("persian.woff2", OTHERS, VAZIRMATN, "files/vazirmatn-arabic-wght-normal.woff2", {"wght": 400},
        PERSIAN),
)  # fmt: skip

WIDTHS = {
    READING: {"Georgia": 0.4458, "Times New Roman": 0.4063, "Noto Serif": 0.481},
    LABELS: {"Arial": 0.4458, "Roboto": 0.4448},
}
"""Mean width of a letter in the fonts that stand in, in em and weighted by how often English uses it (Capsize 2026)."""
OWN_WIDTHS = {READING: 0.479, LABELS: 0.418}
ALIKE = {
    "Times New Roman": ("Times New Roman", "Times", "Liberation Serif", "Nimbus Roman", "Tinos"),
    "Arial": ("Arial", "Helvetica", "Liberation Sans", "Nimbus Sans", "Arimo"),
}
"""Fonts of the same widths under other names."""


def main() -> None:
    """Write every font, the licences and the stylesheet that names them."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        archives = {package: fetched(package, Path(folder)) for package in SUMS}
        for file, (package, member) in LICENCES.items():
            (FOLDER / file).write_bytes(read(archives[package], member))
        heights, letters = {}, {}
        for cut in CUTS:
            font = cut_down(cut, read(archives[cut.package], cut.source))
            font.save(FOLDER / cut.file)
            letters[cut.file] = ranges(font.getBestCmap())
            heights[cut.file] = {side: abs(value) / font["head"].unitsPerEm for side, value in hhea(font)}
    SHEET.write_text("\n".join(sheet(heights, letters)) + "\n", encoding="utf-8")


def fetched(package: str, folder: Path) -> Path:
    """Return a package's archive as npm fetches it, if it is the one that was pinned."""
    done = subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True)
    archive = folder / done.stdout.split()[-1]
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != SUMS[package]:
        raise SystemExit(f"{package} is not the archive that was pinned: {found}")
    return archive


def read(archive: Path, member: str) -> bytes:
    """Return one file of a package."""
    with tarfile.open(archive) as opened:
        file = opened.extractfile(f"package/{member}")
        assert file is not None
        return file.read()


def cut_down(cut: Cut, source: bytes) -> TTFont:
    """Return a font with the letters and weights of a cut, named as the book names it."""
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    font = instancer.instantiateVariableFont(font, cut.axes)
    if "gvar" in font:
        for glyph in font.getGlyphOrder():  # the subsetter asks even for glyphs that do not vary
            font["gvar"].variations.setdefault(glyph, [])
    options = subset.Options(hinting=False, flavor="woff2", notdef_outline=True, name_IDs=[0, 1, 2, 4, 6, 13, 14])
    options.layout_features = PERSIAN_FEATURES if cut.letters == PERSIAN else LATIN_FEATURES
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=cut.letters)
    subsetter.subset(font)
    for number in (1, 4):
        font["name"].setName(cut.family, number, 3, 1, 0x409)
    font["name"].setName(cut.family.replace(" ", ""), 6, 3, 1, 0x409)
    font.flavor = "woff2"
    return font


def hhea(font: TTFont) -> tuple[tuple[str, int], ...]:
    """Return the height above and below the line."""
    return (("ascent", font["hhea"].ascent), ("descent", font["hhea"].descent))


def ranges(letters: Iterable[int]) -> str:
    """Return the letters that a font has as a ``unicode-range``: a page without any of them does not fetch it."""
    spans: list[list[int]] = []
    for letter in sorted(letters):
        if spans and spans[-1][1] == letter - 1:
            spans[-1][1] = letter
        else:
            spans.append([letter, letter])
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in spans)


def sheet(heights: dict[str, dict[str, float]], letters: dict[str, str]) -> Iterator[str]:
    """Yield the stylesheet: each font, and the local ones that take its place at the same width and height."""
    yield "/* Written by tools/fonts.py. Do not edit: change the script and run it again. */"
    for cut in CUTS:
        weight = "400 700" if isinstance(cut.axes["wght"], tuple) else "400"
        yield (
            f'@font-face {{ font-family: "{cut.family}"; src: url("fonts/{cut.file}") format("woff2"); '
            f"font-weight: {weight}; font-style: {cut.style}; font-display: optional; "
            f"unicode-range: {letters[cut.file]}; }}"
        )
    for family, file in ((READING, "reading.woff2"), (LABELS, "labels.woff2")):
        for local, width in WIDTHS[family].items():
            yield from stand_in(family, local, OWN_WIDTHS[family] / width, heights[file])


def stand_in(family: str, local: str, size: float, height: dict[str, float]) -> Iterator[str]:
    """Yield the rules for a local font that takes the place of one of the book's until that is there."""
    sides = "; ".join(f"{side}-override: {value / size:.2%}" for side, value in height.items())
    for cut, described in (("", ""), (" Bold", "font-weight: 600 700; "), (" Italic", "font-style: italic; ")):
        names = ", ".join(f'local("{name}{cut}")' for name in ALIKE.get(local, (local,)))
        yield (
            f'@font-face {{ font-family: "{family} as {local}"; src: {names}; {described}'
            f"size-adjust: {size:.2%}; {sides}; line-gap-override: 0%; }}"
        )


if __name__ == "__main__":
    main()
