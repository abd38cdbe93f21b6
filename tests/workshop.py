"""A bicycle workshop's handbook: a small body of documents on another subject."""

from pathlib import Path

REGISTER = """
name = "Bicycle workshop"

[[source]]
id = "B1"
title = "Looking after chains"
publisher = "Riverside Workshop"
published = "2024-03"
url = "https://workshop.example/chains"
file = "documents/chains.md"

[[source]]
id = "B2"
title = "Looking after brakes"
publisher = "Riverside Workshop"
nations = ["Scotland"]
file = "documents/brakes.md"

[[source]]
id = "B3"
title = "Opening hours"
publisher = "Riverside Workshop"
nations = ["Wales"]
file = "documents/hours.md"

[[source]]
id = "B4"
title = "The old handbook"
publisher = "Riverside Workshop"
currency = "superseded"
no_file = "Lost in the flood of 2015."
"""

CHAINS = """# Looking after chains

## Cleaning {clause="Rule 1"}

A bicycle chain should be cleaned every two weeks in winter. {asks="How often do I clean a chain?"}
Degreaser must never touch the disc rotors.

## Oiling a chain {clause="Rule 2" id="oiling"}

A chain is oiled in these steps:

- a) Wipe the chain with a dry rag.
- b) Put one drop of oil on every roller.
- c) Turn the pedals backwards for a minute.
- d) Wipe away what is left of the oil.
"""

BRAKES = """# Looking after brakes

## Pads

Brake pads are replaced when less than two millimetres of rubber remain.

## Cables

1. Loosen the anchor bolt.
2. Pull the cable tight.
3. Fasten the anchor bolt again.
"""

HOURS = """# Opening hours

The workshop opens at nine on weekdays and stays shut on Sundays.
"""

ROUTES = """
[[route]]
id = "R1"
name = "The head mechanic"
contact = "bench@workshop.example"
nations = ["UK"]
topics = ["preceptorship", "employment"]
checked = "as published 2024"
"""

VOCABULARY = """
[abbreviations]
bb = "bottom bracket"

[synonyms]
lubricate = "oil"
"""


def write_corpus(root: Path) -> Path:
    """The workshop's handbook in `root`."""
    (root / "documents").mkdir(parents=True)
    for name, text in {
        "sources.toml": REGISTER,
        "routes.toml": ROUTES,
        "vocabulary.toml": VOCABULARY,
        "documents/chains.md": CHAINS,
        "documents/brakes.md": BRAKES,
        "documents/hours.md": HOURS,
    }.items():
        (root / name).write_text(text, encoding="utf-8")
    return root
