"""Text as files hold it becomes text as people read it: pure functions, str to str."""

import re
import unicodedata

_LIGATURES = re.compile("[\ufb00-\ufb06]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_END_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")


def clean(text: str) -> str:
    """Without controls, lone surrogates, invisible characters and presentation-form ligatures; line ends as `\\n`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\u00a0", " ")
    text = _LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return _CONTROL.sub("", _INVISIBLE.sub("", text))


def join_lines(text: str) -> str:
    """One line from several, words that were broken at a line's end joined."""
    return one_line(_LINE_END_HYPHEN.sub("", text))


def one_line(text: str) -> str:
    """White space folded to single spaces."""
    return " ".join(text.split())
