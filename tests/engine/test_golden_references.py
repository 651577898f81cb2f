"""Every format of made-up references, as a person has read it; outside readers judge the same in ``tests/paper``."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from golden import golden, plain, several
from made_references import MADE, made
from places import BEES

from companion.errors import CompanionError
from companion.references import bibliography, formats, frames
from companion.references.entry import Repair
from companion.references.ledger import Tie
from companion.references.writers import biblatex, bibtex, csl, linked, ris, styled
from companion.references.writers.coins import coins
from companion.references.writers.common import caveats, iso_date, reading_day

NOTE = {"number": 7, "before": "x", "after": None, "kind": "a doubt", "evidence": "source"}
DOUBTS = (
    Repair(field="original_title", reason="Nobody saw it.", status="unverified", **NOTE),
    Repair(field="year", reason="So a catalogue.", status="probable", source="https://example.org/c", **NOTE),
    Repair(field="pages", reason="A guess, untold.", status="probable", **NOTE),
    Repair(field="title", reason="Certain, untold.", status="certain", source="https://example.org/d", **NOTE),
)
PERSIAN = {"language": "Persian", "persian_date": "21 Mehr 1401", "original_title": "جزر [Jazr]",
           "original_container": "مد [Madd]"}  # fmt: skip
RARE = (
    made("rare01", type="article", author="Brand, Bo and Cole, Ann and Drew, Cy", container="Ebb", volume="3",
         number="2", pages="101-108", season="spring", doi="10.1/a_b%c", publisher="Quay", issn="1234-5679", **PERSIAN),
    made("rare02", type="article", author="Brand, Jean-Paul", container="Ebb", number="9", pages="1200-1204"),
    made("rare03", type="article", author="Brand, B.", container="Ebb", month="July", pages="7"),
    made("rare04", type="article", author="Brand, B.", title="Is it so?", container="Ebb", volume="12",
         pages="321-328"),
    made("rare05", type="newspaper", author="Brand, Bo", container="The Ebb", month="June", day="9", pages="100-104",
         url="https://example.org/a?b=1&c=2", urldate="2020-02-30"),
    made("rare06", type="misc", author="{Harbour Office}", container="Harbour Office", month="February", day="30",
         url="https://example.org/h", urldate="2021-05-06", publisher="Quay", series="Notes", number="5", isbn="1"),
    made("rare07", type="misc", title="Without anybody", container="Ebb", url="javascript:alert(1)"),
    made("rare08", type="book", editor="Cole, Ann and Brand, Bo", container="Weir", edition="First", volume="2"),
    made("rare09", type="book", editor="Cole, Ann", container="Weir", edition="Fifth", year="", place="Hull"),
    made("rare10", type="incollection", author="Brand, Bo", editor="Cole, Ann", container="Flow", pages="5-9",
         series="Papers", number="3", edition="Third", publisher="Weir"),
    made("rare11", type="incollection", author="Brand, Bo", container="Flow", publisher="Weir and Quay"),
    made("rare12", type="techreport", author="Brand, Bo", container="Board of Tides", number="12", isbn="3",
         edition="2"),
    made("rare13", type="techreport", author="Brand, Bo", container="Board of Tides", series="White Paper"),
    made("rare14", type="thesis", author="Brand, Bo", container="University of Ebb", place="Ebb", isbn="2"),
    made("rare16", type="techreport", author="Brand, Bo", title="A {brace} and \\input", container="Board and Sons"),
    replace(made("rare15", type="magazine", author="Brand, Bo", container="Ebb", season="winter", number="4"),
            repairs=DOUBTS, related=("rare01", "rare02"), remarks=("One work, with rare01: so its page.",)),
)  # fmt: skip
ENTRIES = (*MADE, *RARE)
PROPER = ["Hull", "Tides"]


def test_every_format():
    texts = {
        "references.bib": bibtex.bibtex(ENTRIES, PROPER),
        "references.biblatex.bib": biblatex.biblatex(ENTRIES, PROPER),
        "references.csl.json": csl.csl_json(ENTRIES),
        "references.ris": ris.ris(ENTRIES),
        "references.jsonld": plain(json.loads(linked.linked_data(ENTRIES))),
        "coins.txt": several(
            (entry.key, "".join(f"{k}={v}\n" for k, v in parse_qsl(coins(entry)))) for entry in ENTRIES
        ),
        "styled.txt": "".join(f"{entry.key}\n  {styled.apa(entry)}\n  {styled.chicago(entry)}\n" for entry in ENTRIES),
    }
    assert not [entry.key for entry in ENTRIES if "/" in coins(entry)], "a slash ends no value of an address"
    for name, text in texts.items():
        golden(f"made-{name}", text)


def test_a_script_cannot_be_ended_by_a_title():
    text = linked.linked_data([made("k", type="misc", title="</script><b>")])
    assert "<" not in text
    assert json.loads(text)["@graph"][0]["name"] == "</script><b>"


def test_a_doubt_travels_with_its_ground_and_what_is_certain_is_not_told():
    assert caveats(RARE[-1]) == (
        "One work, with rare01: so its page. In doubt (original title): Nobody saw it. Probable (year): So a catalogue."
    )


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ({"year": "2014"}, "2014"),
        ({"year": "2014", "month": "May"}, "2014-05"),
        ({"year": "2014", "month": "May", "day": "3"}, "2014-05-03"),
        ({"year": "2014", "month": "February", "day": "30"}, "2014-02"),
        ({"year": "2014", "season": "spring"}, "2014-21"),
        ({"year": "2014", "season": "winter"}, "2014-24"),
        ({"year": "2014", "day": "3"}, "2014"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(fields, date):
    assert iso_date(made("k", type="misc", **fields)) == date


def test_the_day_of_reading_is_a_day_or_nothing():
    assert reading_day(made("k", urldate="2021-05-06")) == [2021, 5, 6]
    assert reading_day(made("k", urldate="2021-02-30")) == reading_day(made("k")) == []


def test_braces_that_do_not_match_are_refused():
    entry = bibtex.entry_of("misc", "k", {"title": "x"})
    entry.fields[0].key, entry.fields[0].value = "url", "a}{b"
    with pytest.raises(CompanionError, match=r"k \[url\]: braces do not match in 'a}{b'"):
        bibtex.rendered([entry], [])


# --- the sealed file ---


def test_a_sealed_file_is_untouched_until_a_letter_is_changed():
    text = formats.sealed(bibliography.load(BEES))
    assert text == (BEES / "references.bib").read_text("utf-8")
    assert formats.is_untouched(text)
    assert not formats.is_untouched(text.replace("Ash", "Ush"))
    assert not formats.is_untouched(text.replace("% sha256", "% sum"))


def test_what_an_edited_file_has_more_is_told_entry_by_entry():
    new = formats.sealed(bibliography.load(BEES))
    old = (
        new.replace("{44--58}", "{44--59}").replace("@book{weaver2003,", "@book{mine2003,")
        + "\n@book{broken,\n title = {a"
    )
    assert list(formats.differences(old, new)) == [
        "ash1998, pages: '44--59' (would be '44--58')",
        "entry mine2003",
        "the absence of entry weaver2003",
        "an entry that cannot be read, near line 44",
    ]
    assert list(formats.differences(new, new)) == []


def test_the_downloads_are_the_four_formats_of_the_same_entries():
    held = bibliography.load(BEES)
    made_of = formats.downloads(held)
    assert made_of == {
        "references.ris": ris.ris(held),
        "references.csl.json": csl.csl_json(held),
        "references.bib": bibtex.bibtex(held, held.proper_names),
        "references.biblatex.bib": biblatex.biblatex(held, held.proper_names),
    }


def test_what_is_one_work_is_a_row_with_its_ground():
    held = bibliography.load(BEES)
    ties = (Tie(numbers=(1, 3), relation="the same work", reason="One title.", source="https://example.org/t"),)
    assert frames.related(replace(held, ties=ties)).to_dict("records") == [
        {"numbers": (1, 3), "relation": "the same work", "reason": "One title.", "source": "https://example.org/t"}
    ]
    doubtful = replace(held, entries=(replace(held[0], repairs=DOUBTS), *held[1:]))
    told = frames.numbers(doubtful)
    assert (told["reference-doubts"], told["references-doubtful"], told["repairs-by-hand"]) == (1, 1, 0)
