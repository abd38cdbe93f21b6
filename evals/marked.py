"""A file's generated places: what stands between two marker comments is replaced, the rest stays as it is."""

from pathlib import Path

from corpus.errors import PreceptorshipError


def with_block(text: str, name: str, block: str) -> str:
    """The text with `block` between `<!-- name:start -->` and `<!-- name:end -->`, its line ends kept.

    Raises PreceptorshipError when the markers are not there, once each and in order."""
    start, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
    if text.count(start) != 1 or text.count(end) != 1 or text.index(end) < text.index(start):
        raise PreceptorshipError(
            f"The file has no place for the {name}.", f"Add a line {start} and, below it, a line {end}."
        )
    newline = "\r\n" if "\r\n" in text else "\n"
    put = f"{start}\n{block.strip(chr(10))}\n".replace("\n", newline)
    return text[: text.index(start)] + put + text[text.index(end) :]


def write_block(path: Path, name: str, block: str) -> None:
    """Put the block into the file."""
    with path.open(encoding="utf-8", newline="") as file:
        text = with_block(file.read(), name, block)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
