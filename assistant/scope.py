"""What a message is about: the topic of the documents, or something that ends elsewhere."""

import csv
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

DATA = Path(__file__).parent / "data"
EXAMPLES = DATA / "scope_examples.csv"
WEIGHTS = DATA / "scope.npz"


class Scope(StrEnum):
    """What a message is about."""

    TOPIC = "topic"
    OTHER = "other"
    CLINICAL = "clinical"
    EMPLOYMENT = "employment"
    DISTRESS = "distress"
    DANGER = "danger"
    BULLYING = "bullying"
    PATIENT_SAFETY = "patient_safety"
    WHISTLEBLOWING = "whistleblowing"
    REGULATION = "regulation"
    GREETING = "greeting"
    CAPABILITY = "capability"

    @property
    def is_sensitive(self) -> bool:
        """Whether routes come before guidance."""
        return self in SENSITIVE


SENSITIVE = (
    Scope.DANGER,
    Scope.DISTRESS,
    Scope.BULLYING,
    Scope.PATIENT_SAFETY,
    Scope.WHISTLEBLOWING,
    Scope.REGULATION,
)

GROUPS = (
    (Scope.TOPIC,),
    (Scope.OTHER, Scope.CLINICAL, Scope.EMPLOYMENT),
    SENSITIVE,
    (Scope.GREETING, Scope.CAPABILITY),
)
"""What a message is weighed between before its scope is named."""

_ALWAYS: tuple[tuple[Scope, re.Pattern[str]], ...] = tuple(
    (scope, re.compile(pattern, re.IGNORECASE))
    for scope, pattern in (
        (
            Scope.DANGER,
            r"\b(kill(ing)? (my|her|him|them)sel(f|ves)|suicid\w*|end (it all|(my|her|his|their) li(fe|ves))|"
            r"tak(e|ing) (my|her|his|their) own li(fe|ves)|wants? to die|overdos\w+|hurt(ing)? myself|harm(ing)? myself|"
            r"self[- ]?harm\w*|better off dead|not want to be (here|alive))\b",
        ),
        (
            Scope.DISTRESS,
            r"\b(can['’]?t (cope|go on|take (it|this) any ?more)|panic attacks?|breaking down|broke down|"
            r"cry(ing)? (every|all|at work|in the|before|after)|at breaking point|falling apart)\b",
        ),
        (
            Scope.BULLYING,
            r"\b((being|been|keeps?|am|was|get(ting)?) (bull(y|ied|ying)|harass(ed|ing)|humiliat(ed|ing)|belittl(ed|ing))( me| by)?|"
            r"bull(ies|ying) me|shouts? at me|sexually harass\w*)\b",
        ),
        (
            Scope.REGULATION,
            r"\b(i|i'?m|i'?ve|me|my)\b.*\b(struck off|strike me off|(referred|reported|reporting me) to (the )?hcpc|"
            r"fitness[- ]to[- ]practise (case|hearing|investigation|panel))\b|"
            r"\bhcpc\b.*\b(investigating me|hearing)\b|\b(investigated by|hearing (at|with)) (the )?hcpc\b",
        ),
        (
            Scope.WHISTLEBLOWING,
            r"\b(how (do|can|should) (i|we)|how to|i (want|need|have|would like) to|i'?d like to) (raise|report|escalate) "
            r"(a |my |this |our )?(concerns?|worry|worries)\b",
        ),
        (
            Scope.EMPLOYMENT,
            r"\b(unfair(ly)? dismiss\w*|(was|been|got|being) (dismissed|sacked|fired)|sack me|fire me|employment tribunal|"
            r"redundanc(y|ies)|constructive dismissal)\b",
        ),
        (
            Scope.OTHER,
            r"((ignore|forget|disregard) (all |any )?(your|the|previous|prior|above|those) (instructions|rules|documents|prompt)|"
            r"\bpretend (you(['’]re| are)|to be)\b|^\s*system\s*:|\bjailbreak\b|system prompt)",
        ),
    )
)
"""Words that decide on their own, because missing them would do harm."""


@dataclass(frozen=True)
class ScopeReading:
    """How a message was read."""

    scope: Scope
    probabilities: dict[Scope, float]
    """Of every scope; they sum to 1. A message decided by its words keeps the classifier's numbers."""
    decided: bool = False
    """Whether words that decide on their own, or a named clause, made the scope."""

    @property
    def sure(self) -> float:
        """Probability of the scope's group, 0 to 1; 1 when it was decided."""
        group = next(group for group in GROUPS if self.scope in group)
        return 1.0 if self.decided else sum(self.probabilities.get(label, 0.0) for label in group)

    @property
    def is_outside(self) -> bool:
        """Whether the message is about another subject, clinical, or an employment case."""
        return self.scope in GROUPS[1]

    @property
    def on_topic(self) -> float:
        """Probability that the message is about the topic of the documents, 0 to 1."""
        return 1.0 if self.decided and self.scope is Scope.TOPIC else self.probabilities[Scope.TOPIC]

    def on(self, scope: Scope) -> "ScopeReading":
        """The same message, known to be about `scope`; what harm would follow from missing stays as it was read."""
        return self if self.decided else ScopeReading(scope, self.probabilities, decided=True)


@dataclass(frozen=True)
class ScopeClassifier:
    """Multinomial logistic regression over a message's embedding."""

    labels: tuple[Scope, ...]
    weights: np.ndarray
    """labels × dimensions; not used where there is but one label."""
    bias: np.ndarray

    def read(self, text: str, vector: Sequence[float]) -> ScopeReading:
        """What the message is about; words that decide on their own come first."""
        scores = self.weights @ np.asarray(vector) + self.bias if len(self.labels) > 1 else self.bias
        scores = np.exp(scores - scores.max())
        shares = scores / scores.sum()
        probabilities = {label: float(share) for label, share in zip(self.labels, shares, strict=True)}
        decided = next((scope for scope, pattern in _ALWAYS if pattern.search(text)), None)
        return ScopeReading(decided or _likeliest(probabilities), probabilities, decided=decided is not None)


def _likeliest(probabilities: Mapping[Scope, float]) -> Scope:
    """The likeliest scope of the likeliest group: a doubt between two ways of being outside is no doubt of being outside."""
    groups = [[label for label in group if label in probabilities] for group in GROUPS]
    group = max(groups, key=lambda labels: sum(probabilities[label] for label in labels))
    return max(group, key=lambda label: probabilities[label])


def load_classifier(model: str, corpus: str, embedder: Embeddings) -> ScopeClassifier:
    """The shipped classifier, for the corpus that it was trained for; trained anew where another model embeds.

    For another corpus everything is on topic but what its words decide: whether it answers is left to the evidence."""
    with np.load(WEIGHTS) as stored:
        if str(stored["corpus"]) != corpus:
            return ScopeClassifier((Scope.TOPIC,), np.zeros((1, 1)), np.zeros(1))
        if str(stored["model"]) == model:
            return ScopeClassifier(tuple(map(Scope, stored["labels"])), stored["weights"], stored["bias"])
    return train(embedder)


def examples() -> tuple[tuple[Scope, str], ...]:
    """The labelled messages that the classifier learns from."""
    with EXAMPLES.open(encoding="utf-8", newline="") as stream:
        return tuple((Scope(row["label"]), row["text"]) for row in csv.DictReader(stream))


def train(embedder: Embeddings, on_topic: np.ndarray | None = None) -> ScopeClassifier:
    """Fit the classifier on the labelled messages and on vectors of further on-topic questions (questions × dimensions)."""
    from sklearn.linear_model import LogisticRegression

    texts = examples()
    labels = [scope for scope, _ in texts]
    vectors = np.array(embedder.embed_documents([text for _, text in texts]))
    further = 0.0
    if on_topic is not None:
        vectors, labels = np.vstack([vectors, on_topic]), [*labels, *[Scope.TOPIC] * len(on_topic)]
        further = TOPIC_SHARE
    counts = Counter(labels)
    weights = [(1 + further * (scope is Scope.TOPIC)) / counts[scope] * len(labels) / len(counts) for scope in labels]
    model = LogisticRegression(C=REGULARISATION, max_iter=2000)
    model.fit(vectors, [str(scope) for scope in labels], sample_weight=weights)
    return ScopeClassifier(
        labels=tuple(map(Scope, model.classes_)),
        weights=model.coef_.astype(np.float32),
        bias=model.intercept_.astype(np.float32),
    )


REGULARISATION = 3.0
"""Inverse strength, chosen on the tuning split."""
TOPIC_SHARE = 1.0
"""Further weight of the topic when the corpus's example questions speak for it, in shares of one scope's weight."""


def store(classifier: ScopeClassifier, model: str, corpus: str) -> None:
    """Write the classifier as shipped data."""
    labels = np.array([str(label) for label in classifier.labels])
    np.savez_compressed(
        WEIGHTS, model=model, corpus=corpus, labels=labels, weights=classifier.weights, bias=classifier.bias
    )
