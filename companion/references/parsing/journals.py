"""What a journal or a collection says of itself below its name."""

from __future__ import annotations

import re

from companion.references.parsing.draft import Draft

DESCRIPTION = re.compile(
    r"(?:(?<=[,;:(])|(?<=[,;:(]\s))(?=\w)(?:an?\s|the\s)?(?:(?:scientific|research|promotional|specialized|specialised|academic|peer-reviewed|refereed|analytical|"
    r"professional|cultural|international|political|bilingual)(?:\s(?:and\s|&\s)?|-))*"
    r"(?:quarterly|journal|biannual|bi-?quarterly|two-quarterly|semi-?annual|biennial|bi-?monthly|monthly|weekly|magazine|periodical|annual|yearbook|publication|collection|set(?=\sof))"
    r"(?:(?:\sscientific|\sresearch|-research|\squarterly|\sjournal|\speriodical|\smagazine)+)?"
    r"(?:\s(?:of|on|for|in)\s[^.,;:()\x1f\d]{3,70})?(?=\s?[.,;:)\x1f])\)?"
)
"""``Tidal Horizons, scientific research quarterly of geography``: a line below the journal's name."""
SIGNS = tuple(
    "quarterly journal annual biennial monthly weekly magazine periodical yearbook publication collection "
    "articles".split()
)
"""One of these, in small letters, stands in every such line."""
NAMED_BEFORE = re.compile(r"(?:[^\W\d_]{3}[^\W\d_]*[)’”\"]?[.,;?!”\"]|\x1f)\s?[A-Z][^.,;:(\x1f]{2,70}[,;:(]\s?$")


def describe(draft: Draft, start: int) -> None:
    """Claim what a journal says of itself below its name, so that it is not read as another journal."""
    if not any(sign in draft.view for sign in SIGNS):
        return
    for match in DESCRIPTION.finditer(draft.view, start):
        if NAMED_BEFORE.search(draft.view, max(start, match.start() - 200), match.start()):
            draft.claim("repeated container", *match.span())
            return
