"""Learn the encoder's fine-tuning from the corpus's example questions: each must find its siblings and its statement.

Contrastive learning (InfoNCE, van den Oord et al. 2018) of low-rank changes (LoRA, Hu et al. 2021) to the upper layers.
The vectors that a question is held against are made anew after every pass, so that both sides move together."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from ingest.finetuning import Changes
from ingest.index import Index

FROZEN = 3
"""Lower layers that stay as they are; what they make of a text is worked out once."""
RANK, TEMPERATURE, DROPOUT = 16, 0.03, 0.1
PASSES, BATCH, RATE, DECAY, WARM_UP = 3, 256, 1e-3, 0.01, 15
"""The temperature was chosen on the tuning split by Hit@1 of meaning alone; the rest is usual."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Lesson:
    """What is learned from: texts, whose they are, and which passages count as neither right nor wrong for another."""

    texts: tuple[str, ...]
    owner: torch.Tensor
    """For each text the number of its passage."""
    questions: np.ndarray
    """Rows of the texts that are example questions."""
    alike: torch.Tensor
    """Passages × passages, true where two tell a fact in common."""


def lesson(index: Index) -> Lesson:
    """The index's entries as a lesson."""
    number = {passage.id: n for n, passage in enumerate(index.passages)}
    facts = [set(passage.facts) for passage in index.passages]
    alike = [[n != m and bool(mine & other) for m, other in enumerate(facts)] for n, mine in enumerate(facts)]
    return Lesson(
        texts=tuple(entry.text for entry in index.entries),
        owner=torch.tensor([number[entry.passage_id] for entry in index.entries]),
        questions=np.array([row for row, entry in enumerate(index.entries) if entry.id != entry.passage_id], dtype=int),
        alike=torch.tensor(alike),
    )


def learn(lesson: Lesson, model: Any, *, passes: int = PASSES, say: Say = print) -> Changes:
    """The changes to the encoder of `model` (a SentenceTransformer, which is changed on the way: load it for this only)."""
    torch.manual_seed(0)
    random = np.random.default_rng(0)
    upper = _Upper(model, lesson.texts)
    learned = [parameter for layer in upper.changed.values() for parameter in (layer.outward, layer.inward)]
    optimiser = torch.optim.AdamW(learned, lr=RATE, weight_decay=DECAY)
    against = upper.vectors()
    batches = [list(_batches(lesson, upper.lengths, random)) for _ in range(passes)]
    steps, step = sum(map(len, batches)), 0
    for n, one_pass in enumerate(batches, 1):
        total = 0.0
        for rows in one_pass:
            step += 1
            optimiser.param_groups[0]["lr"] = RATE * min(1.0, step / WARM_UP) * (1 - (step - 1) / steps)
            loss = _loss(upper.read(rows), rows, against, lesson)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            total += float(loss.detach())
        against = upper.vectors()
        say(f"Fine-tuning, pass {n} of {passes}: loss {total / len(one_pass):.3f}.")
    return Changes({name: layer.factors() for name, layer in upper.changed.items()})


def _batches(lesson: Lesson, lengths: np.ndarray, random: np.random.Generator) -> Iterator[np.ndarray]:
    """The questions in batches of like length, the batches in random order."""
    rows = lesson.questions
    rows = rows[np.argsort(lengths[rows] + 6 * random.random(len(rows)))]
    starts = range(0, len(rows), BATCH)
    for start in random.permutation(np.array(starts)):
        yield rows[start : start + BATCH]


def _loss(questions: torch.Tensor, rows: np.ndarray, against: torch.Tensor, lesson: Lesson) -> torch.Tensor:
    """How far each question is from preferring its own passage's other texts to all others."""
    owner = lesson.owner[torch.from_numpy(rows)]
    scores = questions @ against.T / TEMPERATURE
    scores[torch.arange(len(rows)), torch.from_numpy(rows)] = -torch.inf
    scores = scores.masked_fill(lesson.alike[owner][:, lesson.owner], -torch.inf)
    own = scores.masked_fill(owner[:, None] != lesson.owner[None, :], -torch.inf)
    return (torch.logsumexp(scores, 1) - torch.logsumexp(own, 1)).mean()


class _LowRank(torch.nn.Module):
    """A linear layer with a low-rank change that starts at nothing."""

    def __init__(self, linear: torch.nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        self.inward = torch.nn.Parameter(torch.randn(RANK, linear.in_features) / math.sqrt(linear.in_features))
        self.outward = torch.nn.Parameter(torch.zeros(linear.out_features, RANK))
        self.dropout = torch.nn.Dropout(DROPOUT)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        changed: torch.Tensor = self.linear(states) + (self.dropout(states) @ self.inward.T) @ self.outward.T
        return changed

    def factors(self) -> tuple[np.ndarray, np.ndarray]:
        return self.outward.detach().numpy(), self.inward.detach().numpy()


class _Upper:
    """The encoder above its frozen layers, over texts that the frozen ones have read."""

    def __init__(self, model: Any, texts: Sequence[str]) -> None:
        self._encoder, self._tokenizer = model[0].auto_model, model.tokenizer
        self._longest = model.max_seq_length
        self._encoder.requires_grad_(False).eval()
        self._states = self._lower(texts)
        self.lengths = np.array([len(states) for states in self._states])
        self.changed = {name: _LowRank(linear) for name, linear in self._linears()}
        for name, layer in self.changed.items():
            self._encoder.set_submodule(name, layer)

    def _linears(self) -> list[tuple[str, torch.nn.Linear]]:
        frozen = tuple(f"encoder.layer.{n}." for n in range(FROZEN))
        return [
            (name, module)
            for name, module in self._encoder.named_modules()
            if isinstance(module, torch.nn.Linear) and name.startswith("encoder.layer.") and not name.startswith(frozen)
        ]

    @torch.no_grad()
    def _lower(self, texts: Sequence[str]) -> list[torch.Tensor]:
        made: dict[int, torch.Tensor] = {}
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            read = self._tokenizer(
                [texts[row] for row in rows],
                padding=True,
                truncation=True,
                max_length=self._longest,
                return_tensors="pt",
            )
            states = self._encoder.embeddings(input_ids=read["input_ids"])
            states = self._through(self._encoder.encoder.layer[:FROZEN], states, read["attention_mask"])
            lengths = read["attention_mask"].sum(1).tolist()
            made.update({row: states[n, : lengths[n]].clone() for n, row in enumerate(rows)})
        return [made[row] for row in range(len(texts))]

    def read(self, rows: Sequence[int] | np.ndarray, *, learning: bool = True) -> torch.Tensor:
        """Unit vectors of these texts, rows × dimensions."""
        chosen = [self._states[row] for row in rows]
        states = torch.nn.utils.rnn.pad_sequence(chosen, batch_first=True)
        mask = torch.nn.utils.rnn.pad_sequence([torch.ones(len(one)) for one in chosen], batch_first=True)
        self._encoder.train(learning)
        with torch.set_grad_enabled(learning), torch.autocast("cpu", dtype=torch.bfloat16):
            states = self._through(self._encoder.encoder.layer[FROZEN:], states, mask)
        sums = (states.float() * mask[..., None]).sum(1)
        return functional.normalize(sums / mask.sum(1, keepdim=True), dim=1)

    def vectors(self) -> torch.Tensor:
        """Unit vectors of all texts."""
        made = torch.zeros(len(self._states), self._states[0].shape[1])
        order = np.argsort(self.lengths, kind="stable")
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            made[torch.from_numpy(rows)] = self.read(rows, learning=False)
        return made

    @staticmethod
    def _through(layers: Any, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        away = (1.0 - mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
        for layer in layers:
            made = layer(states, away)
            states = made[0] if isinstance(made, tuple) else made
        return states
