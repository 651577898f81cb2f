"""Common words that print ran together, parted by how common their halves are: ``the balanceof power``.

A token is parted only if it is no word itself. Of all the places where both halves are words, the one with the
commonest halves wins. What English joins for good (peacebuilding, multipolarity) is kept together by lists of such
parts and by a list of the rarer words that this rule would otherwise cut.
"""

from __future__ import annotations

from functools import lru_cache

from companion.references.parsing.lexicon import WORD, is_compound, is_word, rank

SMALL = frozenset("a an and as at by for from in is its not of on or the their to under with".split())
"""Words of grammar; the only ones of one or two letters that a half may be."""
HEADS = frozenset(
    "multi inter trans counter super under over post anti semi hyper ultra micro macro mega cyber proto pseudo neuro "
    "socio electro hydro para meta mono poly auto agro self ethno euro afro petro narco tele infra intra extra pre "
    "pro non sub geo eco bio out off mid neo mis dis tri quasi omni bi co re un up ex fore hinter step grand".split()
)
"""Halves that begin words rather than end before one."""
TAILS = frozenset(
    "building maker makers making wide based like work works working land lands man men woman "
    "powers line lines "
    "liner time house way ways book books side sides view views war lord lords field fields ground state hood "
    "room place places stream fall fare born long ever never where less down back over away off out up keeping keeper "
    "keepers holder holders holding owner owners owned play bearing being craft guard head heads headed mark "
    "marks mail name names paper papers port ports proof ship ships shift sight spread standing store term terms test "
    "turn type types ward wards yard point points some thing things body bodies form forms bank list board boards set "
    "sets style friendly free related driven led run ridden stan berg burg ton ville son sons field ford worth stone "
    "wood smith well wells hand hands handed eye eyed foot breaking break breaker child children day days night ist "
    "ism ness ment ing tion able ally ion ity ive est ers ess ian ous day logy gram graph scope sphere meter cracy "
    "day burn burst fire lock load light level weight water wave stop stock step star span song shop shed "
    "ability abilities".split()
)
"""Halves that English joins to the word before them."""
COSTLIEST = 24_000
"""The sum of two ranks beyond which a cut is a guess."""


def places(view: str, start: int) -> set[int]:
    """Return the places behind ``start`` where two words have to be parted."""
    found = set()
    for word in WORD.finditer(view, start):
        token = word[0]
        if 3 <= len(token) <= 30 and token[1:].islower():
            cut = best_cut(token.lower(), capital=token[0].isupper())
            if cut:
                found.add(word.start() + cut)
    return found


@lru_cache(maxsize=4096)
def best_cut(token: str, *, capital: bool = False) -> int | None:
    """Return where to part a lower-case token, or None; ``capital`` where it was printed with one.

    >>> best_cut("balanceof"), best_cut("foreignpolicy"), best_cut("peacebuilding"), best_cut("balance")
    (7, 7, None, None)
    """
    if is_word(token) or is_compound(token) or (capital and len(token) < 5):
        return None
    halves = ((token[:cut], token[cut:], cut) for cut in range(1, len(token)))
    costs = [(cost, cut) for left, right, cut in halves if (cost := _cost(left, right, capital)) is not None]
    return min(costs)[1] if costs else None


def _cost(left: str, right: str, capital: bool) -> int | None:
    """Return how much a cut costs, or None where it may not be."""
    if right in SMALL:
        return _cost_before_small(left, capital)
    if left in SMALL:
        return rank(right) if _half(right) else None
    if left in HEADS or right in TAILS or not (_half(left) and _half(right)):
        return None
    cost = rank(left) + rank(right)
    limit = COSTLIEST // 3 if min(len(left), len(right)) < 4 else COSTLIEST
    return cost if cost <= limit else None


def _cost_before_small(left: str, capital: bool) -> int | None:
    if left in SMALL:
        return 0
    if not _half(left):
        # A noun can be told by its ending, even a rare one.
        return UNKNOWN_NOUN if len(left) > 6 and left.endswith(NOUN_ENDINGS) else None
    # Surnames end like this too (Robertson, Baldwin): the first half of a name is rare.
    return None if capital and rank(left) > 24_000 and not left.endswith(NOUN_ENDINGS) else rank(left)


UNKNOWN_NOUN = 40_000
NOUN_ENDINGS = tuple("tion sion ment ness ity ism ance ence ing ship ics ies ure cy gy".split())


def _half(word: str) -> bool:
    return word in SMALL or (len(word) > 2 and is_word(word))
