"""Words that print ran together, parted only where what is left and right of the gap are both known.

A dictionary of 280,000 letters stood here once. It raised no score, and it cut names (``Gray wolf``), so two short
lists stay: a common noun with a word of grammar behind it (``policyin``), and two words that names of journals and
regions are made of (``CentralAsia``). A name, a compound and a word in two capitals of which one is unknown stay whole.

The words are English, and they are those that titles of the social sciences are made of: in another language, or in
another field, joined words stay whole and are repaired by hand.
"""

from __future__ import annotations

import re
from functools import lru_cache

from companion.references.parsing.lexicon import JOURNAL_WORDS, WORD

GRAMMAR = frozenset(
    "of in and for to on from with by at the between against after before under toward towards through into".split()
)
NOUNS = frozenset(
    "policy policies power powers peace state states security strategy relations interests trade border borders "
    "influence impact role future history study analysis case crisis conflict conflicts rise return view views "
    "approach challenge challenges problem problems threat threats balance position politics economy "
    "dilemma region regions "
    "change order control support search battle struggle cost costs price effect effects limits causes "
    "process withdrawal "
    "presence response interest question answer lessons lesson report review theory theories model models method "
    "methods rights right water energy identity culture religion islam nation nations government law laws justice "
    "language literature memory society class gender race market markets money bank banks city cities cold world "
    "europe asia africa america russia china india iran turkey afghanistan pakistan explanation explanations system "
    "systems prospects returns trends origins limits sources image images "
    "account evidence essays essay introduction guide war wars dialogue cooperation corridor "
    "corridors empire bargaining harbour master transit drought".split()
)
"""Common words of titles that a word of grammar often follows."""
ENDINGS = tuple(
    "tion tions sion sions ment ments ness ity ities ism isms ance ances ence ences ship ics ies phy logy omy ure ures "
    "ory ary ing age ages acy eignty ial ual nal ees ants ents ives".split()
)
"""Endings by which a longer noun is told without a list."""
PLAIN = frozenset("of for from with".split())
"""Words of grammar that end hardly any other word, so that whatever stands before them is parted off."""
WHOLE = re.compile(r"(?:oof|ereof|erefor|efore|erefrom|erewith|forthwith|quicksand|thousands?|wherefor|hof)$")
PLURAL = re.compile(r"[a-z]{3,}[bcdefghklmnprtwy]s$")
REGION = frozenset(
    "central south north east west eastern western southern northern southeast northeast middle near far international "
    "foreign world european american african asian russian afghan iranian persian turkish chinese indian arab islamic "
    "strategic security public political social economic military defense defence peace conflict area regional "
    "comparative contemporary modern eurasian maritime irish oriental caucasus great cold post national united human "
    "communist slavic balkan nordic".split()
)
"""First halves of a name of a journal or a region."""
PEOPLES = frozenset(
    "afghan iranian persian russian american chinese indian turkish european african asian eurasian "
    "tajik uzbek kazakh kyrgyz turkmen turkic pashtun hazara baloch azeri azerbaijani armenian georgian kurdish arab "
    "pakistani israeli soviet ottoman safavid mongol taliban kremlin caspian pamir kabul moscow tehran ukrainian "
    "japanese korean german french british polish syrian iraqi saudi qatari emirati".split()
)
"""What 'the' stands before in titles of area studies, and a site is not called."""
SECOND = frozenset(
    "studies affairs review reviews quarterly university institute centre center council relations politics policy "
    "security association society journal bulletin diplomacy geopolitics strategy asia africa europe america eurasia "
    "afghanistan".split()
)
"""Words that stand second in the name of a journal, a body or a region, and hardly ever in a brand's."""
JOINING = frozenset(
    "cyber euro inter intra trans multi micro macro open info neuro life nord news think mega tele".split()
)
"""First halves of names in two capitals that are one word."""
BRANDS = frozenset(
    "report review essay view views bank banks price market markets money city cities search guide harbour "
    "master dialogue".split()
)
"""Nouns that names of firms and sites end with: they stay whole."""
HEADS = (NOUNS - BRANDS) | frozenset(
    "union sea gulf road republic federation alliance ocean army parliament cooperation organization deal game "
    "agreement treaty revolution world opinion neighbourhood neighbors".split()
)
"""Words that stand second in the name of a state, a sea or an alliance, or behind a people's."""
STATES = frozenset("shanghai silk black caspian saudi soviet united aral red".split())
"""First halves of such names, beside those of regions and peoples."""
MATTERS = frozenset("nuclear energy water climate soft hard civil border human refugee silk".split())
"""What a deal, a policy or a power is one of."""
COUNTRIES = frozenset(
    "russia china iran turkey pakistan afghanistan india uzbekistan tajikistan turkmenistan kazakhstan kyrgyzstan "
    "azerbaijan armenia georgia ukraine europe asia eurasia america germany britain israel syria iraq".split()
)
"""States and regions that titles of area studies set before what they tell of."""
FIRST = STATES | REGION | PEOPLES | MATTERS
POSSESSIVE = re.compile(r"[^\W\d_]['’]$")
DOMAIN = re.compile(r"\.[a-z]{2,4}\b")
CAPITALS = re.compile(r"([A-Z]?[a-z]+)(?=([A-Z][a-z]{2,})(?![A-Z]))")


def places(view: str, start: int) -> set[int]:
    """Return the places behind ``start`` where two words have to be parted."""
    found = set()
    for word in WORD.finditer(view):
        token = word[0]
        if not 5 <= len(token) <= 30:
            continue
        if word.start() > start and token[0] == "s" and POSSESSIVE.search(view, word.start() - 3, word.start()):
            if token[1].isupper() or token[1:] in NOUNS or token[1:].endswith(ENDINGS):
                found.add(word.start() + 1)
        elif token[1:].islower():
            cut = best_cut(token) if word.start() >= start else None
            if cut:
                found.add(word.start() + cut)
        elif not DOMAIN.match(view, word.end()):
            found |= {word.start() + place for place in inner_capitals(token)}
            if token.startswith("The") and token[3:].lower() in NOUNS and view.startswith(" of ", word.end()):
                found.add(word.start() + 3)
    return found


def inner_capitals(token: str) -> set[int]:
    """Return the places before a capital where two words of a journal's or a region's name meet.

    >>> inner_capitals("CentralAsia"), inner_capitals("HarperCollins"), inner_capitals("PubMed")
    ({7}, set(), set())
    """
    return {match.end() for match in CAPITALS.finditer(token) if _meet(match[1], match[2].lower())}


def _meet(left: str, right: str) -> bool:
    lower = left.lower()
    if left in GRAMMAR or left == "and" or (lower, right) == ("university", "press"):
        return True
    if left == "The":
        # No other: sites are called so (TheStreet).
        return right in PEOPLES
    if lower in REGION | JOURNAL_WORDS | {"war", "college"} and right in JOURNAL_WORDS | REGION | {"college"}:
        return lower not in JOINING
    if right in HEADS and lower in FIRST:
        return True
    if lower in REGION | {"new"} and right in STATES | {"great"}:
        return True
    if lower in COUNTRIES and right in REGION - {"world", "international", "post", "national"}:
        return True
    return len(left) > 3 and lower not in JOINING and right in SECOND


@lru_cache(maxsize=4096)
def best_cut(token: str) -> int | None:
    """Return where to part a word, or None.

    >>> best_cut("Conversationin"), best_cut("ofthe"), best_cut("Graywolf"), best_cut("seapower"), best_cut("within")
    (12, 2, None, None, None)
    """
    lower = token.lower()
    if WHOLE.search(lower):
        return None
    for cut in range(2, len(lower) - 1):
        left, right = lower[:cut], lower[cut:]
        capital = token[0].isupper()
        if right in GRAMMAR and _noun(left, capital=capital):
            return cut
        if right in PLAIN and len(left) > 3 and not capital:
            return cut
        if (
            right in PLAIN | {"and"}
            and len(left) > 4
            and PLURAL.match(left)
            and (not capital or right == "of" or left.endswith("es"))
        ):
            return cut
        if right == "the" and left in GRAMMAR - {"the"}:
            return cut
        if left in {"the", "and"} and right in NOUNS and len(right) > 4 and token.islower():
            return cut
    return None


def _noun(word: str, *, capital: bool) -> bool:
    """Surnames end like words of grammar (Warin, Powerand): behind a capital the noun must be long."""
    return (word in NOUNS and len(word) > (4 if capital else 3)) or (
        len(word) > (6 if capital else 5) and word.endswith(ENDINGS)
    )
