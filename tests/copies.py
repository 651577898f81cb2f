"""The same text in other copies, and other texts: for the command and for the page, which have to judge alike."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable

TITLE = "The tides of Brandhaven"
HEADER = "Harbour Letters 12 (1841)"
MADE = """\
The tides of Brandhaven

Abstract

The office first offers its flat staff – "Brand’s men" – a coöperative fix;each long-term storm shuts it.Therefore the
masters fear for the trade, and efficiency suffers.

Results & Discussion

Soundings show 3.5 m less water than before in the café’s basin. Would dredging help?
The masters say that it would, after all.

Keywords

Brand, A. (1841). On tides.
"""


def every_line(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(map(change, text.split("\n")))


def hyphenated(text: str) -> str:
    """Part every long word at the end of a line."""
    return re.sub(r"\b([a-z]{4})([a-z]{4,})\b", "\\1-\n\\2", text)


def with_pages(text: str) -> str:
    """Put the foot of one page and the head of the next into the middle of each section, and one before the first."""
    furniture = f"\n{{}}\n\f{HEADER}\n"
    text = text.replace("Therefore", furniture.format("- 3 -") + "Therefore", 1)
    return HEADER + "\n" + text.replace("Would dredging", furniture.format("Page 4 of 7") + "Would dredging", 1)


def printed(text: str) -> str:
    """As a browser prints a page: day, title, address and number."""
    sheet = f"\nhttps://example.org/article_1.html?lang=en 1/2\n11/26/26, 6:00 PM {TITLE}\n"
    return text.replace("Would dredging", sheet + "Would dredging", 1)


LIGATURES = {"ffi": "ﬃ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}


def ligatures(text: str) -> str:
    for plain, one in LIGATURES.items():
        text = text.replace(plain, one)
    return text


SAME: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "line ends of old Macs": lambda text: text.replace("\n", "\r"),
    "byte order mark": lambda text: "\ufeff" + text,
    "ligatures": ligatures,
    "letters put together (NFD)": lambda text: unicodedata.normalize("NFD", text),
    "letters in one piece (NFC)": lambda text: unicodedata.normalize("NFC", text),
    "compatible letters (NFKC)": lambda text: unicodedata.normalize("NFKC", text),
    "words parted": hyphenated,
    "words parted with a hyphen of its own": lambda text: hyphenated(text).replace("-\n", "\u2010\n"),
    "soft hyphens": lambda text: re.sub(r"([a-z]{3})([a-z]{3})", "\\1\u00ad\\2", text),
    "soft hyphens at line ends": lambda text: hyphenated(text).replace("-\n", "\u00ad\n"),
    "spaces that do not break": lambda text: text.replace(" ", "\u00a0"),
    "narrow spaces": lambda text: text.replace(" ", "\u202f"),
    "two spaces": lambda text: text.replace(" ", "  "),
    "tabs": lambda text: text.replace(" ", "\t"),
    "spaces at line ends": every_line(lambda line: line + "   "),
    "indented": every_line(lambda line: "    " + line),
    "one word a line": lambda text: "\n".join(
        line if line in ("Results & Discussion", TITLE) else line.replace(" ", "\n") for line in text.split("\n")
    ),
    "narrow lines": every_line(lambda line: "\n".join(textwrap.wrap(line, 24, break_on_hyphens=False))),
    "no blank lines": lambda text: re.sub(r"\n+", "\n", text),
    "spaces of no width": lambda text: text.replace(";", ";\u200b"),
    "straight quotation marks": lambda text: text.replace("’", "'").replace("“", '"'),
    "curly quotation marks": lambda text: text.replace('"Brand', "“Brand").replace('men"', "men”"),
    "hyphen for dash": lambda text: text.replace("–", "-"),
    "headings in capitals": lambda text: text.replace("Abstract\n", "ABSTRACT\n"),
    "headers of pages": with_pages,
    "headers of pages, and words parted": lambda text: hyphenated(with_pages(text)),
    "printed by a browser": printed,
    "text before and behind": lambda text: "Home\nAbout\n" + text + "\nRead more\n",
    "a heading twice": lambda text: text.replace("Keywords", "Keywords\n\nKeywords"),
    "a whole window": lambda text: "Home\nAbstract\nKeywords\nReferences\n" + text + "\nKeywords\nAbstract\nShare\n",
    "a separator of lines": lambda text: text.replace("Therefore", "\u2028Therefore"),
}
"""What it differs in → how it is made of the text."""

OTHER: dict[str, tuple[Callable[[str], str], str]] = {
    "a number": (lambda text: text.replace("3.5", "3.6"), "'Results' is worded differently"),
    "a word": (lambda text: text.replace("storm", "gale"), "'Abstract' is worded differently"),
    "a comma": (lambda text: text.replace("trade, and", "trade and"), "'Abstract' is worded differently"),
    "a sentence less": (lambda text: text.replace("Would dredging help?\n", ""), "'Results' has 2 sentences, not 3"),
    "a sentence more": (lambda text: text.replace("Would", "Silt comes. Would"), "'Results' has 4 sentences, not 3"),
    "two sentences changed about": (
        lambda text: text.replace("Would dredging help?\n", "").replace("Soundings", "Would dredging help? Soundings"),
        "'Results' is worded differently",
    ),
    "a header that stands once": (
        lambda text: text.replace("Would", "Harbour Letters\nWould"),
        "'Results' ",
    ),
    "no heading": (lambda text: text.replace("Abstract\n", "\n"), "the heading 'Abstract' is missing"),
    "headings about": (
        lambda text: (
            text.replace("Abstract\n", "*\n")
            .replace("Results & Discussion", "Abstract")
            .replace("*\n", "Results & Discussion\n")
        ),
        "eadings stand in another order",
    ),
    "another text": (lambda text: "Two masters\n\nand a port", "the heading 'Abstract' is missing"),
    "nothing": (lambda text: "", "the heading 'Abstract' is missing"),
}
"""What is wrong → how it is made of the text, and a part of what is said."""
