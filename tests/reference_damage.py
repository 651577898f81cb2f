"""The kinds of damage that printed lists do to references, each as a function from a clean line to a damaged one.

A function returns None where the line has no place for that damage. ``random`` is seeded by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from reference_corpus import Work

ONES = "one two three four five six seven eight nine ten eleven twelve thirteen".split()
FIRSTS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split()
TENS = {30: "thirty", 40: "forty", 50: "fifty", 60: "sixty"}
CARDINALS = dict(enumerate(ONES, start=1)) | {
    ten + n: f"{word}-{ONES[n - 1]}" for ten, word in TENS.items() for n in range(1, 10)
}
ORDINALS = dict(enumerate(FIRSTS, start=1)) | {
    ten + n: f"{word}-{FIRSTS[n - 1]}" for ten, word in TENS.items() for n in range(1, 10)
}
Damage = Callable[[Work, str, Random], "str | None"]
KINDS: dict[str, Damage] = {}


def kind(name: str) -> Callable[[Damage], Damage]:
    def keep(function: Damage) -> Damage:
        KINDS[name] = function
        return function

    return keep


def _swap(line: str, old: str, new: str) -> str | None:
    return line.replace(old, new, 1) if old and old in line else None


@kind("glued capital")
def glued_capital(work: Work, line: str, random: Random) -> str | None:
    """'Central Asia' → 'CentralAsia', in the title or the container."""
    places = list(re.finditer(r"(?<=[a-z]{3}) (?=[A-Z][a-z]{2})", work.container))
    if not places:
        return None
    cut = random.choice(places)
    return _swap(line, work.container, work.container[: cut.start()] + work.container[cut.end() :])


@kind("glued preposition")
def glued_preposition(work: Work, line: str, random: Random) -> str | None:
    """'Conversation in' → 'Conversationin'."""
    places = list(re.finditer(r"(?<=[a-z]{5})( )(?:of|in|and|for|to|on|with)(?= )", work.title))
    if not places:
        return None
    cut = random.choice(places).start(1)
    return _swap(line, work.title, work.title[:cut] + work.title[cut + 1 :])


@kind("glued anywhere in the title")
def glued_anywhere(work: Work, line: str, random: Random) -> str | None:
    """Any space of the title lost: 'foreign policy' → 'foreignpolicy'."""
    cut = random.choice([match.start() for match in re.finditer(" ", work.title)])
    return _swap(line, work.title, work.title[:cut] + work.title[cut + 1 :])


@kind("glued number")
def glued_number(work: Work, line: str, random: Random) -> str | None:
    """'Affairs 80' → 'Affairs80', 'No. 3' → 'No3'."""
    match = re.search(r"(?<=[a-z])(?:, | |\. )(?=\d+\b)(?!\d{4}\b)", line[line.find(work.title) + len(work.title) :])
    if not match:
        return None
    start = line.find(work.title) + len(work.title)
    return line[: start + match.start()] + line[start + match.end() :]


@kind("missing space behind a mark")
def missing_space(work: Work, line: str, random: Random) -> str | None:
    places = [m.start() + 1 for m in re.finditer(r"(?<=[a-z)])[.,:;] (?=[A-Z])", line)]
    cut = random.choice(places) if places else None
    return line[:cut] + line[cut + 1 :] if cut else None


@kind("page mark glued")
def page_mark(work: Work, line: str, random: Random) -> str | None:
    """', pp. 3–4' → '.p3–4'."""
    damaged = re.sub(r"[,.]? \(?(?:pp?\.) ?(\d+)[-–](\d+)\)?", r".p\1-\2", line, count=1)
    return damaged if damaged != line and work.kind == "article" else None


@kind("split DOI")
def split_doi(work: Work, line: str, random: Random) -> str | None:
    if not work.doi:
        return None
    start = work.doi.index("/") + 2
    cuts = sorted(random.sample(range(start, len(work.doi) - 1), 2))
    broken = work.doi[: cuts[0]] + " " + work.doi[cuts[0] : cuts[1]] + " " + work.doi[cuts[1] :]
    return _swap(line, work.doi, broken)


@kind("split URL")
def split_url(work: Work, line: str, random: Random) -> str | None:
    if not work.url:
        return None
    places = [m.start() for m in re.finditer(r"(?<=\w)/(?=\w)", work.url)] + [work.url.index("://") + 1]
    cut = random.choice(places)
    return _swap(line, work.url, work.url[:cut] + " " + work.url[cut:])


@kind("stray punctuation")
def stray(work: Work, line: str, random: Random) -> str | None:
    places = [m.start() + 1 for m in re.finditer(r"[,.;](?= [A-Z\d])", line) if m.start() > line.find(work.title)]
    cut = random.choice(places) if places else None
    return line[:cut] + random.choice([",", ";", " ,", ":"]) + line[cut:] if cut else None


@kind("possessive author")
def possessive(work: Work, line: str, random: Random) -> str | None:
    family = work.authors[0][0]
    return _swap(line, f"{family},", f"{family}'s,") if not family.endswith("s") else None


@kind("initials in the family slot")
def wrong_slots(work: Work, line: str, random: Random) -> str | None:
    """'Lewis, D.' → 'D., Lewis'; full names in the wrong slots cannot be told apart by rule."""
    match = re.match(r"([^\W\d_][\w'’-]+), ((?:[A-Z]\. ?)+)(?=[ ,(&]|and)", line)
    return (
        f"{match[2].strip()}, {match[1]} {line[match.end() :].lstrip()}" if match and len(work.authors) == 1 else None
    )


@kind("doubled name")
def doubled(work: Work, line: str, random: Random) -> str | None:
    family = work.authors[0][0]
    return _swap(line, f"{family},", f"{family}, (Tavakoli),")


@kind("editor in the title slot")
def editor(work: Work, line: str, random: Random) -> str | None:
    return _swap(line, f"({work.year}). ", f"({work.year}). Ed, ") if work.kind in {"book", "report"} else None


def _boilerplate(phrase: str) -> Damage:
    def damage(work: Work, line: str, random: Random) -> str | None:
        end = line.find(work.title) + len(work.title)
        place = line.find(work.container, end)
        return (
            line[:place] + phrase + line[place:]
            if place > end and work.kind not in {"thesis", "chapter", "book"}
            else None
        )

    return damage


KINDS["boilerplate 'Article in'"] = _boilerplate("Article in ")
KINDS["boilerplate 'Published online by'"] = _boilerplate("Published online by ")
KINDS["boilerplate 'Attribution:'"] = _boilerplate("Attribution: ")
KINDS["boilerplate 'Top expert at'"] = _boilerplate("Top expert at ")


@kind("glued 'Availableat'")
def availableat(work: Work, line: str, random: Random) -> str | None:
    return _swap(line, f"Available at: {work.url}", f"Availableat{work.url}") if work.url else None


@kind("quotation marks around the wrong span")
def wrong_quotes(work: Work, line: str, random: Random) -> str | None:
    if work.kind not in {"article", "newspaper", "web"}:
        return None
    found = re.search(rf"{re.escape(work.title)}[.,]? {re.escape(work.container)}", line)
    return line.replace(found[0], f'"{work.title}, {work.container} "', 1) if found and "?" not in work.title else None


@kind("title given twice")
def twice(work: Work, line: str, random: Random) -> str | None:
    return _swap(line, f"{work.title}.", f"{work.title}, Attribution:, “{work.title},”")


@kind("heading in the title")
def heading(work: Work, line: str, random: Random) -> str | None:
    return _swap(line, work.title, f"Executive Summary, {work.title}")


@kind("standfirst in the title")
def standfirst(work: Work, line: str, random: Random) -> str | None:
    text = "The region is concerned with a slow decline in trade. To avoid more losses, it is ready to bargain"
    return _swap(line, f"{work.title}. ", f"{work.title}, {text}. ")


@kind("blurb behind a question")
def blurb(work: Work, line: str, random: Random) -> str | None:
    title = work.title.rstrip("?")
    return _swap(line, f"{work.title}. ", f"{title}: What is at stake? on the region's economic and strategic weight; ")


@kind("volume and issue in words")
def in_words(work: Work, line: str, random: Random) -> str | None:
    old = f"Vol. {work.volume}, No. {work.number}"
    if old not in line or not work.number:
        return None
    return line.replace(old, f"{ORDINALS[int(work.volume)].capitalize()} term, number {CARDINALS[int(work.number)]}", 1)


@kind("volume and issue as ordinals")
def ordinals(work: Work, line: str, random: Random) -> str | None:
    if not (work.volume and work.number):
        return None
    return _swap(
        line, f"Vol. {work.volume}, No. {work.number}", f"{_ordinal(work.volume)} year, {_ordinal(work.number)} issue"
    )


def _ordinal(number: str) -> str:
    last = {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th") if number[-2:] not in {"11", "12", "13"} else "th"
    return number + last


def _date(text: str) -> Damage:
    def damage(work: Work, line: str, random: Random) -> str | None:
        if work.kind not in {"article", "web", "report"} or "date" in work.extra:
            return None
        end = line.find(work.container, line.find(work.title) + len(work.title)) + len(work.container)
        return f"{line[:end]}, {text}{line[end:]}"

    return damage


KINDS["season"] = _date("autumn")
KINDS["quarter"] = _date("second quarter")
KINDS["Persian calendar date"] = _date("21 Mehr")
KINDS["Persian month"] = _date("Khordad")


@kind("university inside the journal's name")
def university(work: Work, line: str, random: Random) -> str | None:
    if work.kind != "article" or not re.search(r"Journal|Quarterly|Studies|Review|Affairs", work.container):
        return None
    end = line.find(work.title) + len(work.title)
    return line[:end] + line[end:].replace(work.container, f"{work.container} of the University of Shiraz and Yazd", 1)


@kind("unusual spaces")
def spaces(work: Work, line: str, random: Random) -> str | None:
    return "".join(random.choice("\u00a0\u2009\u202f ") if char == " " else char for char in line) + "\u00a0"


@kind("control and direction marks")
def controls(work: Work, line: str, random: Random) -> str | None:
    places = sorted(random.sample([m.start() for m in re.finditer(" ", line)], 3))
    return "".join(
        char + (random.choice("\u200f\u200e\x07\u202b") if i in places else "") for i, char in enumerate(line)
    )


@kind("mixed dashes")
def dashes(work: Work, line: str, random: Random) -> str | None:
    if not work.pages:
        return None
    first, last = work.pages.split("-")
    return re.sub(rf"{first}\s?[-–]\s?{last}", f"{first}{random.choice(['—', '−', '‑', ' - ', ' – '])}{last}", line)


@kind("ISSN in the venue slot")
def issn(work: Work, line: str, random: Random) -> str | None:
    if work.issn or work.kind not in {"article", "report"}:
        return None
    end = line.find(work.title) + len(work.title)
    place = line.find(work.container, end) + len(work.container)
    return f"{line[:place]}; ISSN 1867-4119{line[place:]}"


@kind("bilingual breadcrumb")
def breadcrumb(work: Work, line: str, random: Random) -> str | None:
    end = line.find(work.title) + len(work.title)
    place = line.find(work.container, end) + len(work.container)
    return f"{line[:place]} | Аналитика{line[place:]}" if work.kind in {"web", "newspaper"} else None


@kind("language note")
def language(work: Work, line: str, random: Random) -> str | None:
    return f"{line.rstrip()} [In Persian]" if not work.language else None


@kind("years that disagree")
def years(work: Work, line: str, random: Random) -> str | None:
    if work.kind != "article":
        return None
    end = line.find(work.title) + len(work.title)
    place = line.find(work.container, end) + len(work.container)
    return f"{line[:place]};{int(work.year) + 1}:,{line[place:].lstrip(',')}"


@kind("page count")
def page_count(work: Work, line: str, random: Random) -> str | None:
    return (
        f"{line.rstrip('. ')}.p1-5" if work.kind in {"web", "report"} and not work.pages and not work.language else None
    )


ADDED = {
    "language note": {"language": "Persian"},
    "ISSN in the venue slot": {"issn": "1867-4119"},
    "page count": {"pages": "1-5"},
}
"""Values that the damage itself adds to the line."""
ALTERED = {"blurb behind a question": lambda work: {"title": f"{work.title.rstrip('?')}: What is at stake?"}}
"""Values that the damage changes on purpose."""

PIECES_OF_OTHERS = (
    "and", " & ", "،", "؛", "٣", "۱۳۸۹", "doi٣", "Press٣", "(", ")", "[", "]", "“", "”", "‘", "«", "//", "/", " – ",
    ":", ";", ". ", ", ", "?", "pp. ", "vol. ", "no. ", "№ ", "In ", "in: ", "ed. ", "(Eds.), ", "trans. ", "et al.",
    "n.d.", "[J]", "arXiv:", "http://", "10.1000/", "ISSN ", "Jg. ", "\u200c", "\u202b", "\x00", "\ud800",
    "A.", "Brand",
    "2014", "1-", "—",
)  # fmt: skip


def broken(line: str, random: Random) -> str:
    """Return a line with a few stretches cut, doubled, moved, or replaced by pieces of other references."""
    for _ in range(random.randint(1, 6)):
        first, last = sorted(random.randint(0, len(line)) for _ in range(2))
        act = random.randrange(6)
        if act == 0:
            line = line[:first] + line[last:]
        elif act == 1:
            line = line[:last] + line[first:]
        elif act == 2:
            line = line[last:] + line[first:last] + line[:first]
        elif act == 3:
            line = line[:first] + random.choice(PIECES_OF_OTHERS) * random.choice((1, 1, 2, 40)) + line[first:]
        elif act == 4:
            line = line.replace(" ", "", random.randint(1, 9))
        else:
            line = line[:first] + line[first:last].swapcase() + line[last:]
    return line[:4000]
