"""Clean references of many kinds, made up for the tests, printed in several house styles."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Work:
    """A reference that exists only here."""

    kind: str
    authors: tuple[tuple[str, str], ...]
    year: str
    title: str
    container: str
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    doi: str | None = None
    url: str | None = None
    issn: str | None = None
    language: str | None = None
    place: str | None = None
    extra: dict[str, str] = field(default_factory=dict)

    def values(self) -> dict[str, object]:
        """The values that a parser should find."""
        names = ("year", "title", "container", "volume", "number", "pages", "doi", "url", "issn", "language")
        return {"authors": list(self.authors), **{name: getattr(self, name) for name in names}}


def people(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(tuple(name.split(", ", 1)) for name in text.split("; "))


def work(kind: str, names: str, year: str, title: str, container: str, **rest: str) -> Work:
    return Work(kind, people(names), year, title, container, **rest)


WORKS = (
    work(
        "article",
        "Halvorsen, Ingrid",
        "1998",
        "Fisheries and sovereignty in the northern seas",
        "Journal of Maritime Affairs",
        volume="12",
        number="3",
        pages="201-224",
    ),
    work(
        "article",
        "Okafor, Chidi; Brandt, Lena",
        "2006",
        "Federal bargains and oil revenue",
        "African Studies Quarterly",
        volume="41",
        number="2",
        pages="55-79",
        doi="10.1093/asq/adn014",
    ),
    work(
        "article",
        "van der Meer, Pieter",
        "2012",
        "Small states and the price of neutrality",
        "Cooperation and Conflict",
        volume="47",
        number="1",
        pages="12-31",
        doi="10.1177/0010836711433124",
    ),
    work(
        "article",
        "al-Rashidi, Fahad; Nakamura, Yuki; Petrov, Oleg",
        "2019",
        "Water, borders and bargaining in arid basins",
        "International Politics",
        volume="56",
        number="4",
        pages="431-452",
    ),
    work(
        "article",
        "Mikhailov, Andrei",
        "2003",
        "Pipelines and patience: energy diplomacy on the Caspian",
        "Europe-Asia Studies",
        volume="55",
        number="7",
        pages="1001-1023",
    ),
    work(
        "article",
        "Mousavi-Nia, Seyed Reza; Karimzadeh, Leila",
        "2017",
        "Regional identity and the foreign policy of small neighbours",
        "Geopolitics Quarterly",
        volume="13",
        number="46",
        pages="88-110",
        language="Persian",
    ),
    work(
        "article",
        "Hashemi, Parvaneh",
        "2015",
        "The role of trade corridors in regional convergence",
        "Central Eurasia Studies",
        volume="8",
        number="1",
        pages="139-158",
        language="Persian",
    ),
    work(
        "article",
        "Lindqvist, Maja; Costa, Rui; Ferreira, Ana; Novak, Jan",
        "2010",
        "Who pays for peacekeeping?",
        "Security Dialogue",
        volume="41",
        pages="67-90",
    ),
    work(
        "article",
        "Shcherbakova, Yulia",
        "2020",
        "Migration and remittances after the crisis",
        "Post-Soviet Affairs",
        volume="36",
        number="2",
        pages="97-115",
        doi="10.1080/1060586X.2020.1712935",
    ),
    work(
        "article",
        "Ó Briain, Seán",
        "2001",
        "Partition and memory",
        "Irish Political Studies",
        volume="16",
        pages="1-24",
        issn="0790-7184",
    ),
    work(
        "article",
        "Fernández-Castro, María José",
        "2014",
        "Deterrence by denial in confined seas",
        "Naval War College Review",
        volume="67",
        number="3",
        pages="40-58",
    ),
    work(
        "article",
        "Weber, Hans; Schmidt, Karl; Braun, Eva; Klein, Otto; Vogel, Ida; Lang, Uwe",
        "2008",
        "Measuring alliance cohesion",
        "Journal of Peace Research",
        volume="45",
        number="5",
        pages="623-640",
        doi="10.1177/0022343308094325",
    ),
    work(
        "book", "Novak, Helena", "1999", "Rivers of state: dams and power in the Balkans", "Routledge", place="London"
    ),
    work(
        "book",
        "Ashworth, Peter; Dlamini, Thandi",
        "2013",
        "The long arm of the harbour master",
        "Harbour University Press",
        place="Cambridge",
    ),
    work(
        "book",
        "Rezaei, Mohsen",
        "2009",
        "Foundations of economic diplomacy",
        "Ney Publications",
        place="Tehran",
        language="Persian",
    ),
    work("book", "Kuznetsova, Irina", "2016", "Empire at the margins", "Palgrave Macmillan", place="New York"),
    work("book", "de la Cruz, Rosa", "2004", "Borders without guards", "Duke University Press", place="Durham"),
    work("book", "Sørensen, Kåre", "1987", "Arctic futures", "Oslo University Press", place="Oslo"),
    work(
        "chapter",
        "Haddad, Samir",
        "2011",
        "Water as a weapon",
        "Resources and conflict in arid lands",
        pages="45-68",
        place="London",
        extra={"editors": "J. Marlow and T. Reed", "publisher": "Routledge"},
    ),
    work(
        "chapter",
        "Eriksson, Lars; Popescu, Dana",
        "2018",
        "Energy transit and trust",
        "Handbook of regional security",
        pages="210-233",
        place="Oxford",
        extra={"editors": "P. Ashe", "publisher": "Oxford University Press"},
    ),
    work(
        "chapter",
        "Tanaka, Hiroshi",
        "1995",
        "Islands of discord",
        "The politics of small places",
        pages="11-29",
        place="Tokyo",
        extra={"editors": "K. Mori", "publisher": "Keio University Press"},
    ),
    work(
        "report",
        "Marchetti, Paolo",
        "2020",
        "Counting the cost of closed borders",
        "Institute for Trade Research",
        number="14",
    ),
    work(
        "report",
        "Jansen, Ruth; Oduya, Peter",
        "2018",
        "Drought and displacement in the Sahel",
        "Nordic Development Centre",
        number="7",
        pages="1-32",
    ),
    work(
        "report",
        "Sadeghi, Amir",
        "2021",
        "Transit routes of the eastern provinces",
        "Center for Strategic Transport Studies",
        number="22",
        language="Persian",
    ),
    work("report", "Beaumont, Claire", "2015", "Aid under fire", "Overseas Policy Council", number="118"),
    work(
        "thesis", "Rahimi, Zahra", "2016", "The diplomacy of water sharing", "University of Isfahan", language="Persian"
    ),
    work("thesis", "Bianchi, Luca", "2012", "Smuggling networks and state capacity", "University of Bologna"),
    work("thesis", "Stojanović, Mila", "2007", "Memory laws and minority rights", "Central Danube University"),
    work(
        "web",
        "Carver, Tom",
        "2022",
        "What the ceasefire leaves open",
        "Meridian Policy Institute",
        url="https://www.meridianpolicy.org/analysis/2022/what-the-ceasefire-leaves-open",
    ),
    work(
        "web",
        "Yusupova, Dilnoza",
        "2021",
        "New railways for an old route",
        "Eurasia Transport Centre",
        url="https://eurasia-transport.net/new_railways/2021/05",
    ),
    work(
        "web",
        "Moradi, Hossein",
        "2020",
        "Prospects of the northern corridor",
        "Institute of Caspian Studies",
        url="https://caspian-studies.ir/fa/1842",
        language="Persian",
    ),
    work(
        "web",
        "Adler, Ruth; Mensah, Kofi",
        "2019",
        "Ports, debt and doubt",
        "Council on Coastal Affairs",
        url="http://coastalaffairs.org/posts/2019/11/ports_debt_and_doubt",
    ),
    work(
        "newspaper",
        "Whitfield, Anna",
        "2014",
        "Harbour talks collapse after night of argument",
        "The Northern Times",
        extra={"date": "March 9"},
    ),
    work(
        "newspaper",
        "Gallagher, Sean",
        "2009",
        "A quiet deal in the mountains",
        "Evening Herald",
        extra={"date": "November 21"},
    ),
    work(
        "newspaper",
        "Karimov, Rustam",
        "2017",
        "Border trade returns to the valley",
        "Valley Post",
        extra={"date": "June 3"},
    ),
)


def initials(given: str) -> str:
    return " ".join("-".join(f"{part[0]}." for part in word.split("-")) for word in given.split())


def house_list(work: Work) -> str:
    """'Family, Given and Family, Given. (Year). Title. Container. Vol. 1, No. 2, p.3-4.'"""
    names = " and ".join(f"{family}, {given}" for family, given in work.authors)
    return _join(
        f"{names}. ({work.year}). ", work, pages="p.{}", number="No. {}", volume="Vol. {}", dash="-", note="[In {}]"
    )


def house_apa(work: Work) -> str:
    names = [f"{family}, {initials(given)}" for family, given in work.authors]
    joined = names[0] if len(names) == 1 else ", ".join(names[:-1]) + f", & {names[-1]}"
    head = f"{joined} ({work.year}). "
    if work.kind == "article":
        issue = f"({work.number})" if work.number else ""
        text = f"{head}{_stop(work.title)} {work.container}, {work.volume}{issue}, {work.pages.replace('-', '–')}."
        return text + _tail(work, "[In {}]", "https://doi.org/{}")
    if work.kind == "thesis":
        return f"{head}{work.title} [Doctoral dissertation, {work.container}]." + _tail(
            work, "[In {}]", "https://doi.org/{}"
        )
    return _join(head, work, pages="pp. {}", number="No. {}", volume="{}", dash="–", note="[In {}]")


def house_harvard(work: Work) -> str:
    names = [f"{family}, {initials(given)}" for family, given in work.authors]
    joined = names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}"
    if work.kind in {"article", "newspaper", "web"}:
        text = f"{joined} ({work.year}) ‘{work.title}’, {work.container}"
        parts = [work.volume and f"vol. {work.volume}", work.number and f"no. {work.number}", work.extra.get("date")]
        parts.append(work.pages and f"pp. {work.pages.replace('-', '–')}")
        return ", ".join([text, *filter(None, parts)]) + "." + _tail(work, "(in {})", "doi: {}")
    return _join(
        f"{joined} ({work.year}) ", work, pages="pp. {}", number="No. {}", volume="vol. {}", dash="–", note="(in {})"
    )


def house_chicago(work: Work) -> str:
    first, *others = work.authors
    names = [f"{first[0]}, {first[1]}", *(f"{given} {family}" for family, given in others)]
    joined = names[0] if len(names) == 1 else ", ".join(names[:-1]) + f", and {names[-1]}"
    head = _stop(joined) + f" {work.year}. "
    if work.kind in {"article", "newspaper", "web"}:
        end = "" if work.title.endswith("?") else "."
        text = f"{head}“{work.title}{end}” {work.container}"
        if work.volume:
            text += (
                f" {work.volume}"
                + (f", no. {work.number}" if work.number else "")
                + f": {work.pages.replace('-', '–')}"
            )
        if "date" in work.extra:
            text += f", {work.extra['date']}"
        return text + "." + _tail(work, "[In {}]", "https://doi.org/{}")
    return _join(head, work, pages="{}", number="No. {}", volume="{}", dash="–", note="[In {}]")


def _stop(text: str) -> str:
    return text if text.endswith((".", "?")) else text + "."


def _join(head: str, work: Work, *, pages: str, number: str, volume: str, dash: str, note: str) -> str:
    span = work.pages.replace("-", dash) if work.pages else None
    title = _stop(work.title)
    if work.kind == "chapter":
        editors, press = work.extra["editors"], work.extra["publisher"]
        text = f"{head}{title} In {editors} (Eds.), {work.container} (pp. {span}). {work.place}: {press}."
        return text + _tail(work, note, "doi: {}")
    if work.kind == "book":
        return f"{head}{title} {work.place}: {work.container}." + _tail(work, note, "doi: {}")
    if work.kind == "thesis":
        return f"{head}{title} PhD thesis, {work.container}." + _tail(work, note, "doi: {}")
    parts = [work.container, work.volume and volume.format(work.volume), work.number and number.format(work.number)]
    parts += [work.extra.get("date"), span and pages.format(span)]
    return f"{head}{title} " + ", ".join(part for part in parts if part) + "." + _tail(work, note, "doi: {}")


def _tail(work: Work, note: str, doi: str) -> str:
    text = f" ISSN {work.issn}." if work.issn else ""
    text += f" {doi.format(work.doi)}" if work.doi else ""
    text += f" Available at: {work.url}." if work.url else ""
    return text + (f" {note.format(work.language)}" if work.language else "")


HOUSES: dict[str, Callable[[Work], str]] = {
    "list": house_list,
    "apa": house_apa,
    "harvard": house_harvard,
    "chicago": house_chicago,
}


def printed_values(work: Work, house: str) -> dict[str, object]:
    """The values that this house prints: some print initials only."""
    values = work.values()
    if house in {"apa", "harvard"}:
        values["authors"] = [(family, initials(given)) for family, given in work.authors]
    return values


def comparable(value: object) -> str:
    """Letters and digits only: marks and case are a matter of style."""
    return re.sub(r"[\W_]+", " ", str(value or "")).strip().casefold()
