"""Breakage, told in one sentence with what to do about it."""


class PreceptorshipError(Exception):
    """Something is broken: `message` says what happened, `hint` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message = message
        self.hint = hint


class CorpusError(PreceptorshipError):
    """The register or a document it names cannot be used."""
