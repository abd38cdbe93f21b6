"""What a person typed, as any database takes it."""

from corpus.errors import PreceptorshipError


def storable(words: str) -> str:
    """The words without what cannot be stored: halves of characters, NUL, line ends of other systems."""
    return words.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\0", "")


def checked(words: str, name: str, longest: int) -> str:
    """The words as they are stored. Raises PreceptorshipError when there are more than `longest` characters."""
    clean = storable(words).strip()
    if len(clean) > longest:
        raise PreceptorshipError(f"The {name} has {len(clean):,} characters.", f"Shorten it to {longest:,} or fewer.")
    return clean
