"""A question with several parts, or two sides, becomes the questions it is made of."""

import re

_AND_ASKS = re.compile(
    r"[,;]?\s+(?:and|also|plus)\s+(?=(?:also\s+)?(?:how|what|who|whom|when|where|why|which|is|are|do|does|can|could|should|must|will)\b)",
    re.IGNORECASE,
)
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
    re.compile(r"(?P<a>[\w -]+?)\s+(?:vs?\.?|versus)\s+(?P<b>[\w -]+)", re.IGNORECASE),
)
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
        asked.extend(_AND_ASKS.split(sentence))
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
                return a, b
    return None
