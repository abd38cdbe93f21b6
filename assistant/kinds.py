"""The kind of a question: what form its answer takes."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """What form the answer takes."""

    LIST = "list"
    PROCEDURE = "procedure"
    COMPARISON = "comparison"
    NUMBER = "number"
    PERSON = "person"
    YES_NO = "yes or no"
    DEFINITION = "definition"
    OTHER = "other"


_LISTED = (
    "elements|principles|pillars|units|outcomes|groups|criteria|responsibilities|duties|points|themes|steps|stages"
)
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (
        Kind.COMPARISON,
        r"\b(differen(t|ce|ces) (between|from|to)|differ from|compar\w+|versus|vs\.?|same (thing )?as|contrast)\b",
    ),
    (
        Kind.PROCEDURE,
        r"\b(steps|stages|walk me through|in (what|which) order|process|procedure|how (do|can|should|would) (i|we|you|someone|they) (go about|start|set up|arrange|get|apply|run)|what happens (when|first|next))\b",
    ),
    (
        Kind.LIST,
        r"\b(list|lettered|set out|run through|spell out|outline|name the|name all|give (me|us) (the|all|every)|what are|what're|"
        r"which (are|groups|professions|roles|transitions|elements|themes|standards|people)|every|each (?!other)|all (the|of))\b|"
        rf"\b(what|which|how many|the (\d+|two|three|four|five|six|seven|eight))( [\w'’-]+){{0,4}} ({_LISTED})\b|"
        rf"^([\w'’&()-]+ ){{0,5}}({_LISTED})\W*$",
    ),
    (
        Kind.NUMBER,
        r"\b(how (long|often|many|much|soon)|when|what (age|date|year|percentage|proportion|number)|deadline)\b",
    ),
    (Kind.PERSON, r"\b(who|whose|whom)\b"),
    (Kind.DEFINITION, r"\b(what('?s| is| does)( an?| the)? [\w -]+ ?(mean)?|define|definition|meaning of)\b"),
    (
        Kind.YES_NO,
        r"^(so |and |but |ok |hi |hello )?(is|are|am|do|does|did|can|could|should|must|will|would|has|have|may)\b|"
        r"\b(true|right|correct)\W*$|\bis (that|this|it) (true|right|so|correct|ok|okay|allowed)\b",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)


def kind_of(question: str) -> Kind:
    """The first kind whose wording the question shows."""
    return next((kind for kind, pattern in _COMPILED if pattern.search(question)), Kind.OTHER)
