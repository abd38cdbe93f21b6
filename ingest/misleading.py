"""Text that would mislead: characters that nobody sees, and words addressed to a program instead of a reader.

The patterns know English. They look for orders, not for the subject: guidance may speak of assistants and of prompts."""

import re
from collections.abc import Iterator

from ingest.cleaning import clean, one_line
from ingest.reading import Finding, Misleading

SAMPLE = 80
"""Characters of a finding's sample."""
MOST_INSTRUCTIONS = 20
"""Instructions told of one document: more would bury the other findings."""

_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e007a]{2,6}\U000e007f")
"""The flag of a part of a country, such as Scotland's, is spelt with tag characters: no one is misled."""
_TAGS = re.compile("[\U000e0020-\U000e007e]+")
_INVISIBLE = re.compile(
    "[\U000e0000-\U000e0fff]+"  # tags, and the variation selectors that can carry bytes
    "|[\ufe00-\ufe0f]{2,}"
    "|[\u202a-\u202e\u2066-\u2069]"  # orders of direction; the marks U+200E and U+200F are ordinary in some scripts
    "|(?<=[A-Za-z])[\u200b-\u200d\u2060-\u2064\ufeff]+(?=[A-Za-z])"  # between Latin letters they only hide a word
)

_ORDER = r"(?:^|[,;:.!?>\])—–*\"'“‘-]\s*|\b(?:please|now|just|simply|then|you|must|should|are to)\s+)"
"""What stands before a verb that orders, so that `those who ignore` and `do not ignore` are left alone."""
_PROGRAM = r"(?:ai|artificial intelligence|llm|(?:large )?language model|chat ?bot|gpt)"
_WORDS = (
    _ORDER
    + r"(?:ignore|disregard|forget|override|bypass)\s+(?:all|any|every|each)?\s*(?:of\s+)?(?:the|your|these|those)?\s*"
    r"(?:previous|prior|above|earlier|preceding|foregoing|existing|system|original|initial|other)\s+(?:[\w-]+\s+){0,2}"
    r"(?:instructions?|prompts?|rules|directions|messages?|context)\b",
    _ORDER + r"(?:ignore|disregard|forget|override|bypass)\s+(?:all\s+(?:of\s+)?)?(?:your|the)\s+"
    r"(?:instructions|prompts?|system|training|programming|guardrails)\b(?!\s+(?:for|on|in|of|from)\b)",
    _ORDER
    + r"(?:ignore|disregard|forget)\s+(?:all|any)\s+(?:of\s+)?(?:the\s+|your\s+)?instructions(?=\s*(?:[.!;:]|$|and\b|above|before))",
    _ORDER
    + r"(?:ignore|disregard|forget)\s+(?:all\s+(?:of\s+)?|everything\s+)?(?:the\s+)?(?:text\s+|content\s+)?above\b(?=\s*(?:[.,;:!]|$|and\b|text\b|instructions?\b))",
    _ORDER
    + r"(?:ignore|disregard|forget)\s+(?:everything|all)\s+(?:that\s+)?(?:before|you\s+(?:were|have\s+been|are)\s+told|(?:was\s+)?said)\b",
    r"(?<!if )(?<!when )(?<!while )(?<!that )(?<!where )\byou\s+are\s+(?:now\s+)?(?:\w+,\s+)?(?:an?|the|my)\s+(?:[\w-]+,?\s+(?:and\s+)?){0,3}?"
    rf"(?:(?:helpful|harmless|honest|unrestricted|uncensored|virtual|digital)\s+(?:[\w-]+\s+){{0,2}}(?:assistant|agent|model)|{_PROGRAM})\b",
    rf"\bas\s+an?\s+{_PROGRAM}(?:\s+(?:language\s+)?(?:model|assistant|agent))?,?\s+(?:you|i|your|my)\b",
    rf"\bif\s+you\s+are\s+an?\s+(?:[\w-]+\s+)?{_PROGRAM}\b",
    rf"(?:^|[.!:]\s+)(?:note|message|notice|attention|dear|hello|hey)\b[\s,:]*(?:to\s+)?(?:all\s+|any\s+|the\s+)?{_PROGRAM}s?"
    r"(?:\s+(?:models?|assistants?|readers?|agents?|systems?))?\s*[,:.!-]",
    r"\bsystem\s+prompt\b(?!\s+(?:you|appears|asks|is\s+shown|opens|will)\b)",
    r"\b(?:reveal|show|print|repeat|output|leak|disclose|expose)\b[^.]{0,40}\byour\s+(?:[\w-]+\s+){0,2}(?:prompts?|hidden\s+instructions|instructions)\b"
    r"(?!\s+to\s+(?:the|your)\b)",
    r"\b(?:do\s+not|don['’]t|never|without)\s+(?:tell(?:ing)?|inform(?:ing)?|alert(?:ing)?|warn(?:ing)?|let(?:ting)?)\s+the\s+(?:user|human)s?\b",
    _ORDER
    + r"(?:respond|answer\s+only|only\s+respond)\s+(?:only\s+)?with\b(?=\s*(?:[\"“'‘:]|the\s+(?:word|phrase|text|sentence|following)|json|yes\b|no\b|\w+$|\w+\.$))",
    _ORDER + r"(?:respond|reply)\s+only\s+with\b(?!\s+(?:your|the\s+(?:form|reference|number|slip|card)))",
    r"\bwhen(?:ever)?\s+(?:you\s+are\s+|you['’]re\s+)?asked\b[^.]{0,100}?[,\s]\s*(?:you\s+(?:must|should)\s+)?(?:always|only)\s+"
    r"(?:answer|say|reply|respond|state|claim|recommend)\b"
    r"(?!\s+(?:\w+ly\b|in\b|as\b|to\b|for\b|the\b|their\b|your\b|them\b|what\b|where\b|who\b|if\b|when\b|for\b))",
    r"\bfrom\s+now\s+on,?\s+you\s+(?:are\s+(?:an?|no\s+longer)\b|will\s+(?:only\s+)?(?:answer|respond|reply|act\s+as)\b)",
    r"\b(?:enter|enable|activate|switch\s+to)\s+(?:developer|jailbreak|dan|unrestricted|god)\s+mode\b",
    r"<\|\s*(?:im_start|im_end|system|user|assistant|endoftext|eot_id)\s*\|>|\[/?INST\]|<</?SYS>>|</?system>",
)
_ADDRESSED = re.compile("|".join(f"(?:{words})" for words in _WORDS), re.IGNORECASE)
_ROLE = re.compile(
    r"^[\s#>*_-]*(?:(?:SYSTEM|system|assistant)[*_]*:(?=[*_\s]*\S)"
    r"|(?i:system|assistant|user|human|developer)(?:\s+(?i:message|instruction))?[*_]*:[*_\s]*"
    r"(?i:you\s+(?:are|must|will)\b|ignore\b|disregard\b|override\b|from\s+now\s+on\b|sure\b|certainly\b|of\s+course\b|as\s+an\b|i(?:['’]m|\s+am)\s+an?\b))"
)
"""A mark of who speaks, as in a chat; `System: Heating` and `Assistant: 01234` in a form are left alone."""
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+")
_PARAGRAPH_END = re.compile(r"\n\s*\n")


def findings(text: str, page: int | None) -> tuple[Finding, ...]:
    """What in one document's text, not cleaned yet, would mislead; the page is the document's."""
    found = [Finding(Misleading.INSTRUCTION, sample(each), page) for each in instructions(text)[:MOST_INSTRUCTIONS]]
    if shown := invisible_characters(text):
        found.insert(0, Finding(Misleading.INVISIBLE_CHARACTERS, shown, page))
    return tuple(found)


def invisible_characters(text: str) -> str:
    """What the first of them spell, or the words around them; empty where there are none that mislead."""
    text = _FLAG.sub("", text)
    match = _INVISIBLE.search(text)
    if match is None:
        return ""
    around = one_line(clean(text[max(match.start() - SAMPLE // 2, 0) : match.end() + SAMPLE // 2]))
    return sample(next(_tagged(text), "") or around) or f"U+{ord(match[0][0]):04X}"


def instructions(text: str) -> tuple[str, ...]:
    """Sentences that speak to an assistant or model, each once, in order; what tag characters spell comes first."""
    seen = (each for part in (*_tagged(_FLAG.sub("", text)), clean(text)) for each in _addressed(part))
    return tuple(dict.fromkeys(seen))


def sample(text: str) -> str:
    """The first words of a text for a finding: one line of at most SAMPLE characters."""
    text = one_line(clean(text))
    return text if len(text) <= SAMPLE else text[: SAMPLE - 1].rstrip() + "…"


def _tagged(text: str) -> Iterator[str]:
    """What runs of tag characters spell in ASCII, where it is more than a sign or two."""
    for match in _TAGS.finditer(text):
        spelt = "".join(chr(ord(letter) - 0xE0000) for letter in match[0]).strip()
        if len(spelt) > 2:
            yield spelt


def _addressed(text: str) -> Iterator[str]:
    for paragraph in _PARAGRAPH_END.split(text):
        yield from (one_line(line) for line in paragraph.split("\n") if _ROLE.match(line))
        yield from (each for each in _SENTENCE_END.split(one_line(paragraph)) if _ADDRESSED.search(each))
