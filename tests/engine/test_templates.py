"""Templates: no trace of how they are laid out, every value escaped, Markdown left in pieces for the book to parse."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from made_dossiers import dossier, statement
from places import ROOT

from companion import templates
from companion.dossier.statements import Voice
from companion.figures import Cards
from companion.html import escape
from companion.templates import Piece, flow_html, flow_of, markup, plain, rendered

HOSTILE = """</p><script>alert("1 & 2")</script>'"""
MARKS = re.compile("[\x02\x03\x04]")


class Tags(HTMLParser):
    """Collects the names of the tags of a piece of HTML, and its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def template(tmp_path):
    """Write a template; return its folder and name, as the functions take them."""
    numbered = iter(range(100))

    def write(text):
        name = f"made{next(numbered)}.html"
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path, name

    return write


# --- how a template is laid out ---


def test_line_breaks_and_indentation_leave_no_trace(template):
    laid_out = "<ul>\n  {% for word in words %}\n    <li>\n      {{ word }}\n    </li>\n  {% endfor %}\n</ul>\n"
    in_one = "<ul>{% for word in words %}<li>{{ word }}</li>{% endfor %}</ul>"
    shown = [markup(*template(text), words=["one", "two"]) for text in (laid_out, in_one)]
    assert shown == ["<ul><li>one</li><li>two</li></ul>"] * 2


def test_spaces_inside_a_line_stay(template):
    assert markup(*template('  <b>one</b> <i>two</i>{{ " " }}\n  three  \n')) == "<b>one</b> <i>two</i> three"


def test_line_breaks_of_a_value_stay(template):
    assert markup(*template("<pre>\n  {{ text }}\n</pre>"), text="one\n  two\n") == "<pre>one\n  two\n</pre>"


# --- what a template is given ---


def test_every_value_is_escaped_as_elsewhere_in_the_package(template):
    shown = markup(*template('<p title="{{ text }}">{{ text }}</p>'), text=HOSTILE)
    assert shown == f'<p title="{escape(HOSTILE)}">{escape(HOSTILE)}</p>'
    assert "&#x27;" in shown
    seen = Tags()
    seen.feed(shown)
    assert (seen.tags, seen.text) == (["p"], HOSTILE)


@pytest.mark.parametrize("changed", ["text|upper|lower", "text ~ ''", "[text]|join(', ')", "text|replace('x', 'y')"])
def test_a_value_that_was_worked_on_is_escaped_too(template, changed):
    text = HOSTILE.lower()
    assert html.unescape(markup(*template(f"<p>{{{{ {changed} }}}}</p>"), text=text)) == f"<p>{text}</p>"
    seen = Tags()
    seen.feed(markup(*template(f"<p>{{{{ {changed} }}}}</p>"), text=text))
    assert seen.tags == ["p"]


@pytest.mark.parametrize("value", [3, 2.5, True, None])
def test_a_value_need_not_be_text(template, value):
    assert markup(*template("{{ value }}"), value=value) == str(value)


@pytest.mark.parametrize(
    "text",
    ["{{ missing }}", "{{ given.missing }}", "{% if missing %}x{% endif %}", "{% for x in missing %}x{% endfor %}",
     "{{ missing|md }}", "{{ missing|link }}", "{{ missing if missing else '' }}"],
)  # fmt: skip
def test_a_missing_value_raises(template, text):
    with pytest.raises(UndefinedError, match="missing"):
        rendered(*template(text), given={"other": 1})


def test_identifiers_become_links_to_their_cards(template):
    assert markup(*template("{{ id|link }}; {{ ids|links }}"), id="RES-4", ids=["A-1", "B-2", "A-1"]) == (
        '<a class="st" href="#res-4">RES-4</a>; <a class="st" href="#a-1">A-1</a>, <a class="st" href="#b-2">B-2</a>'
    )


def test_no_template_of_the_package_lets_a_value_through_unescaped():
    files = sorted((ROOT / "companion").rglob("*.html"))
    own = [file for file in files if file.parent.parent.name != "theme"]  # those of the theme are Sphinx's to render
    assert len(own) > 5
    assert [file.name for file in own if re.search(r"\|\s*safe\b|autoescape", file.read_text(encoding="utf-8"))] == []


# --- pieces ---


def test_markdown_citations_and_originals_come_out_as_pieces(template):
    text = "<p>\n  {{ says|md }}\n  {{ keys|cite }}\n  {{ id|original }}\n</p>"
    flow = rendered(*template(text), says="As *{st}`RES-4`* has <it>", keys="a2014,b2015", id="RES-4")
    assert flow == [
        (Piece.HTML, "<p>"),
        (Piece.MARKDOWN, "As *{st}`RES-4`* has <it>"),
        (Piece.CITATION, "a2014,b2015"),
        (Piece.ORIGINAL, "RES-4"),
        (Piece.HTML, "</p>"),
    ]


def test_a_template_without_pieces_is_one_piece_of_markup(template):
    assert rendered(*template("<p>one</p>\n<p>two</p>")) == [(Piece.HTML, "<p>one</p><p>two</p>")]
    assert flow_of("") == []


@given(text=st.text(), says=st.text(), marked=st.text(alphabet="\x02\x03\x04mdhtl<>*"))
def test_no_value_ends_its_piece_or_begins_another(tmp_path_factory, text, says, marked):
    folder = tmp_path_factory.mktemp("made")
    (folder / "made.html").write_text("<p>{{ text }}</p>\n{{ says|md }}\n<hr>", encoding="utf-8")
    for first, second in ((text, says), (text, marked), (marked, says)):
        flow = rendered(folder, "made.html", text=first, says=second)
        assert flow == [
            (Piece.HTML, f"<p>{escape(MARKS.sub('', first))}</p>"),
            (Piece.MARKDOWN, MARKS.sub("", second)),
            (Piece.HTML, "<hr>"),
        ]


@pytest.mark.parametrize("field", ["name", "attributed_to", "qualifier", "proposition", "annotation", "note"])
def test_nothing_that_a_card_is_given_becomes_a_tag(field):
    def tags(text):
        made = dossier([statement("RES-1a", **{"voice": Voice.REPORTED, "attributed_to": "x", field: text})])
        seen = Tags()
        for kind, piece in Cards(made, "RES").payload().flow:
            seen.feed(piece if kind == Piece.HTML else "")
        return seen.tags

    assert tags(HOSTILE) == tags("harmless")


# --- outside the book ---


def test_outside_the_book_pieces_are_plain_html(template):
    flow = rendered(
        *template("<p>{{ says|md }} {{ keys|cite }}{{ id|original }}</p>"),
        says="**As** *{st}`RES-4`* has `<it>` [there](a.html)", keys="a2014,b<", id="RES-4",
    )  # fmt: skip
    assert flow_html(flow) == (
        '<p><strong>As</strong> <em><a href="#res-4">RES-4</a></em> has <code>&lt;it&gt;</code> there a2014, b&lt;</p>'
    )


@given(st.text())
def test_plain_markdown_has_no_tag_but_its_own(text):
    seen = Tags()
    seen.feed(plain(text))
    assert set(seen.tags) <= {"code", "strong", "em", "a"}


def test_a_template_is_named_by_its_folder(tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.html").write_text(f"<p>{folder}</p>", encoding="utf-8")
    assert [templates.markup(Path(tmp_path / folder), "same.html") for folder in ("one", "two")] == [
        "<p>one</p>",
        "<p>two</p>",
    ]
