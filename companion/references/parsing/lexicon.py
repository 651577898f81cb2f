"""The words that references are made of, in no one's bibliography in particular."""

from __future__ import annotations

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH_NAMES = ("January February March April May June July August September October November December").split()
PERSIAN_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "farvardin",
            "ordibehesht",
            "khordad",
            "tir",
            "mordad amordad",
            "shahrivar",
            "mehr",
            "aban",
            "azar",
            "dey day",
            "bahman",
            "esfand",
        ),
        start=1,
    )
    for name in names.split()
    if name != "day"
}
SEASONS = frozenset("spring summer autumn fall winter".split())

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
ONES += "seventeen eighteen nineteen twenty".split()
ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
ORDINALS += "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS = {word: n for words in (ONES, ORDINALS) for n, word in enumerate(words)}
NUMBER_WORDS |= {ten: 10 * n for n, ten in enumerate(TENS, start=2)}
NUMBER_WORDS |= {f"{ten[:-1]}ieth": 10 * n for n, ten in enumerate(TENS, start=2)}
NUMBER_WORDS |= {
    f"{ten}-{word}": 10 * tens + units
    for tens, ten in enumerate(TENS, start=2)
    for words in (ONES, ORDINALS)
    for units, word in enumerate(words[:10])
    if units
}
PERSIAN_ORDINALS = "اول دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم یازدهم دوازدهم".split()
NUMBER_WORDS |= {word: number for number, word in enumerate(PERSIAN_ORDINALS, start=1)}
ORDINAL_WORDS = [word for word in NUMBER_WORDS if word.endswith(("st", "nd", "rd", "th"))]

_LANGUAGES = (
    "Persian fa Farsi fa Dari prs Pashto ps Arabic ar Russian ru Turkish tr English en French fr German de Spanish es "
    "Italian it Portuguese pt Chinese zh Japanese ja Korean ko Hebrew he Hindi hi Urdu ur Kurdish ku Uzbek uz Tajik tg "
    "Kazakh kk Ukrainian uk Polish pl Czech cs Dutch nl Swedish sv Danish da Norwegian no Finnish fi Greek el "
    "Hungarian hu Romanian ro Bulgarian bg Serbian sr Croatian hr Armenian hy Georgian ka Azerbaijani az"
).split()
LANGUAGES = dict(zip(_LANGUAGES[::2], _LANGUAGES[1::2], strict=True))
"""Name of a language as a list of references has it → its code (ISO 639)."""

PARTICLES = frozenset(
    "al ibn bin ben bint de del della der den di da dos das du el la le les "
    "van von vom zu zur ter ten e y af av".split()
)
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})

JOURNAL_WORDS = frozenset(
    "journal review reviews quarterly studies affairs bulletin annals proceedings transactions magazine newspaper "
    "times post herald gazette guardian tribune news letters papers memos survey digest monitor today interactions "
    "relations "
    "perspectives forum yearbook archive archives chronicle weekly monthly daily outlook observer telegraph express "
    "independent economist diplomat notes record acta revue zeitschrift revista rivista vestnik faslnameh newsletter "
    "insight insights brief briefs politics policy security communications communication dialogue "
    "trans proc j lett rev phys math sci cuadernos anales études cahiers annales jahrbuch blätter archiv mitteilungen "
    "журнал вестник вопросы известия записки труды مجله مجلة فصلنامه پژوهش‌های المجلة".split()
)
"""A last part of a reference with one of these is probably a serial."""
BODY_WORDS = frozenset(
    "university institute institution center centre council foundation agency ministry academy association society "
    "organization organisation organizations bank college school department committee commission corporation bureau "
    "office library union programme program project observatory laboratory faculty service network fund initiative "
    "watch nations amnesty group government parliament polytechnic universität universitet université universidad "
    "univ dept inst lab labs authority board trust corp alliance coalition consortium agence federation "
    "administration secretariat court congress senate hospital museum bundesamt ministerium institut instituto "
    "ministère ministerio دانشگاه جامعة مؤسسه университет академия институт".split()
)
BODY_SIGNS = BODY_WORDS | frozenset(
    "un assembly afp news digital international global national federal european "
    "forum club hub platform monitor collective analysts studies research policy security energy strategic economic "
    "health direct bbc nhs company team staff editors".split()
)
"""A name with one of these is a body's, not a person's."""
PRESS_WORDS = frozenset(
    "press publishers publisher publications publication publishing verlag books editions routledge springer elsevier "
    "wiley sage palgrave macmillan brill pearson penguin blackwell mcgraw-hill norton associates éditions presses "
    "editorial ediciones edizioni uitgeverij издательство انتشارات نشر دار 出版社".split()
)
TOWNS = frozenset(
    "paris|london|new york|berlin|moscow|москва|tehran|kabul|oxford|cambridge|boston|chicago|washington|washington, dc|"
    "münchen|munich|hamburg|köln|frankfurt|frankfurt am main|leipzig|stuttgart|tübingen|wien|vienna|zürich|zurich|bern|"
    "geneva|genève|brussels|bruxelles|amsterdam|leiden|the hague|rotterdam|stockholm|oslo|copenhagen|helsinki|madrid|"
    "barcelona|méxico|buenos aires|bogotá|lima|lisbon|lisboa|rome|roma|milan|milano|torino|bologna|athens|istanbul|"
    "ankara|cairo|beirut|baghdad|riyadh|delhi|new delhi|mumbai|islamabad|lahore|karachi|beijing|shanghai|tokyo|seoul|"
    "singapore|sydney|melbourne|toronto|montreal|montréal|st. petersburg|санкт-петербург|киев|kyiv|warsaw|warszawa|"
    "prague|praha|budapest|bucharest|tashkent|almaty|dushanbe|bishkek|mashhad|qom|isfahan|shiraz|tabriz|rasht|herat|baku|tbilisi|yerevan|astana|ashgabat|samarkand|peshawar|lyon|grenoble|rennes|edinburgh|manchester|"
    "dublin|princeton|los angeles|philadelphia|baltimore|تهران|مشهد|قم|بيروت|القاهرة|دمشق|بغداد|"
    "کابل|北京|上海".split("|")
)
"""Towns where many books appear."""
ARCHIVES = frozenset("arxiv biorxiv medrxiv ssrn osf psyarxiv socarxiv hal zenodo repec".split())
"""Sites where preprints stand."""
REPORT_KINDS = (
    "special|working|policy|occasional|discussion|research|technical|tech\\.|annual|country|briefing|white|strategic|"
    "strategy|analytical|background|issue|expert|security|conference|field|situation|monthly|final"
)
"""What reports and papers of a body are called, before that word."""
WORK_WORDS = frozenset("report reports memo comments paper papers brief monograph dissertation thesis series".split())
CONFERENCE = re.compile(
    r"(?:The\s)?(?:(?:Proceedings|Articles|Papers|Abstracts)\sof\s(?:the\s)?)?(?:(?:[A-Z][\w&-]*|\d{1,3}(?:st|nd|rd|th)|of|and|the)\s){0,8}?"
    r"(?:Conference|Congress|Symposium|Seminar|Workshop|Colloquium|Convention|Annual\sMeeting)\b"
)
"""A part that begins so is the name of a conference."""
VERBS = frozenset("is are was were has have had will would can could should must may does do did said says".split())
"""Finite verbs that a journal's name does not have, but a standfirst does."""
HEADINGS = ("executive summary", "introduction", "preface", "foreword", "editorial", "abstract", "conclusion")

FUNCTION_WORDS = frozenset(
    "of in and the to for on with from by at into toward towards between against after before under its their".split()
)
WORD = re.compile(r"[^\W\d_]+")


def number_from(text: str) -> str | None:
    """Read a number in digits, words or ordinals; None if it is none.

    >>> number_from("16th"), number_from("Fourth"), number_from("twenty"), number_from("XII"), number_from("summer")
    ('16', '4', '20', '12', None)
    """
    word = text.strip().lower()
    if match := re.fullmatch(r"(\d{1,5})(?:st|nd|rd|th)?", word):
        return match[1]
    if word in NUMBER_WORDS:
        return str(NUMBER_WORDS[word])
    return str(_roman(word)) if re.fullmatch(r"(?=[ivxlc])x{0,3}l?x{0,3}(?:ix|iv|v?i{0,3})", word) else None


def _roman(word: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[char] for char in word]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))
