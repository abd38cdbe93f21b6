"""What HTML says by how it looks, written out: raised figures, note marks, words that are struck through."""

from typing import Any

_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def write_out(soup: Any) -> None:
    """Change the tree: raised figures become characters that are, so that a 12 with the note 1 is not
    read as 121; a raised link is a note's mark and goes; so do words that are struck through."""
    for tag in soup.find_all(["s", "strike", "del"]):
        tag.decompose()
    for tag in soup.find_all("sup"):
        if tag.decomposed:
            continue
        words = tag.get_text().strip()
        if tag.find("a"):
            tag.decompose()
        elif words and all(ord(letter) in _RAISED for letter in words):
            tag.string = words.translate(_RAISED)
