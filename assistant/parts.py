"""A question with several parts, or two sides, becomes the questions it is made of."""

import re

from assistant.reading import content

_AND_ASKS = re.compile(
    r"[,;]?\s+(?:and|also|plus)\s+(?=(?:also\s+)?(?:how|what|who|whom|when|where|why|which|is|are|do|does|can|could|should|must|will)\b)",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(
    r"\b(?:in|over|on|about|of|to) (?:how|what|who|when|where|why|which|whether)\b[^?.!]*$", re.IGNORECASE
)
"""A question that is part of a phrase: what follows it with `and` goes on with the phrase ("a say in how long … and what …")."""
_SENTENCE = re.compile(r"(?<=[?!.])\s+")
_ASKS = re.compile(
    r"\?|^(?:so\s+|and\s+|but\s+)?(?:how|what|who|whom|when|where|why|which|is|are|do|does|can|could|should|must|will|list|name|explain|tell)\b",
    re.IGNORECASE,
)
_SIDES = (
    re.compile(
        r"\bdifferences?\s+between\s+(?P<a>.+?)\s+(?:and|&|vs?\.?|versus|from)\s+(?P<b>.+?)(?:[?.!,]|$)", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:compare|comparing)\s+(?P<a>.+?)\s+(?:and|with|to|against|vs?\.?)\s+(?P<b>.+?)(?:[?.!,]|$)", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:how (?:is|are|does|do)|is|are)\s+(?P<a>.+?)\s+(?:different (?:from|to|than)|differ from|the same (?:thing )?as)\s+(?P<b>.+?)(?:[?.!,]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bhow (?:do|does|did|is|are)\s+(?P<a>.+?)\s+compared? (?:with|to|against)\s+(?P<b>.+?)(?:[?.!,]|$)",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<a>[\w '’-]+?)\s+(?:vs?\.?|versus)\s+(?P<b>[\w '’-]+)", re.IGNORECASE),
)
MARKS = (
    re.compile(
        r"\b(?:scotland|england|wales|northern ireland)(?:['’]s)?\b|\b(?:scottish|english|welsh|northern irish)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:AHPs?|allied health professionals?|nurses and midwives|nurses?|nursing|midwives|midwifery)(?:['’]s?)?(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:preceptors?|preceptees?|line managers?|managers?|supervisors?|supervisees?|mentors?|facilitators?|employers?|"
        r"organisations?|returners?|support workers?)(?:['’]s?)?(?!\w)",
        re.IGNORECASE,
    ),
)
"""What sets one question apart from another on the same subject: a nation, a group of professions, a role."""
_HERE = re.compile(r"\b(?:up |down )?(?:here|there)\b", re.IGNORECASE)
FEWEST_WORDS = 3
"""Words that a part needs to be a question of its own."""
MOST_PARTS = 3
"""Parts answered apart; beyond that the question is taken whole."""


def parts(question: str) -> tuple[str, ...]:
    """The questions asked, in order; a sentence that asks nothing gives the first part its setting."""
    setting: list[str] = []
    asked: list[str] = []
    for sentence in _SENTENCE.split(question.strip()):
        if not _ASKS.search(sentence):
            setting.append(sentence)
            continue
        first, *later = _AND_ASKS.split(sentence)
        asked.extend([sentence] if _EMBEDDED.search(first) else [first, *later])
    long_enough = all(len(part.split()) >= FEWEST_WORDS for part in asked)
    if not 2 <= len(asked) <= MOST_PARTS or not long_enough:
        return (question,)
    first = " ".join([*setting, asked[0]])
    return (first, *asked[1:])


def sides(question: str) -> tuple[str, str] | None:
    """The two things that a comparison sets side by side, or None."""
    for pattern in _SIDES:
        if match := pattern.search(question):
            a, b = (re.sub(r"^(?:the|a|an)\s+", "", match[name].strip(), flags=re.IGNORECASE) for name in "ab")
            if a and b and a.lower() != b.lower():
                return _with_subject(a, b), _with_subject(b, a)
    return None


def _with_subject(side: str, other: str) -> str:
    """The side, with the other's subject where it is only a nation or a group of professions: "Scotland" becomes
    "preceptorship in Scotland" beside "preceptorship in England"."""
    for mark in MARKS:
        own = mark.search(side)
        if own and mark.search(other) and not content(_HERE.sub("", mark.sub("", side))):
            return mark.sub(own[0], other, count=1)
    return side
