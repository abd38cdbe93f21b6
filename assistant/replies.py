"""What is said when no statement of a document is the answer."""

from assistant.scope import Scope

GREETING = (
    "Hello. Ask a question about preceptorship for Allied Health Professionals (AHPs) in Scotland, in your own words."
)
THANKS = "You are welcome. Ask again whenever it helps."
CAPABILITY = (
    "This assistant answers questions about preceptorship for Allied Health Professionals (AHPs) in Scotland. Every sentence of an "
    "answer is taken word for word from the documents it holds and is cited. It says so when the documents do not answer. "
    "It does not keep your question."
)
NOT_IN_CORPUS = "The sources held here do not answer this."
NEAREST = "The nearest place in them is {place}; it may not be what you need."
NO_SUCH_CLAUSE = "No source held here has a {clause}."
PARTLY = "The sources held here do not answer this part:"
OUT_OF_SCOPE = {
    Scope.OTHER: "This is outside what the assistant covers. It answers questions about preceptorship for Allied Health Professionals (AHPs) in Scotland.",
    Scope.CLINICAL: "This assistant does not give clinical advice. For a question about a patient or about your own health, "
    "ask a registered colleague, your supervisor or your own health service.",
    Scope.EMPLOYMENT: "This assistant cannot advise on a personal employment case or on employment law.",
}
SIGNPOSTED = {
    Scope.DANGER: "If you or someone else is in immediate danger, call 999 now.",
    Scope.DISTRESS: "This sounds very hard, and help is there for you. These services listen in confidence:",
    Scope.BULLYING: "Nobody should be bullied or harassed at work. These are the routes to help:",
    Scope.PATIENT_SAFETY: "A worry about patient safety should be raised promptly. These are the routes:",
    Scope.WHISTLEBLOWING: "You can raise a concern, and there is a set way to do so. These are the routes:",
    Scope.REGULATION: "A regulatory matter needs advice for you in person. Ask one of these first:",
}
GUIDANCE = "What the sources held here say:"
TOPIC_OF = {
    Scope.OTHER: "preceptorship",
    Scope.CLINICAL: "clinical",
    Scope.EMPLOYMENT: "employment",
    Scope.TOPIC: "preceptorship",
}
"""The routes' topic for each scope that has none of its own name."""


def route_topic(scope: Scope) -> str:
    """The topic under which routes for this scope are listed."""
    return TOPIC_OF.get(scope, str(scope))
