"""Text as files hold it becomes text as people read it: pure functions, str to str."""

import re
import unicodedata

_LINE_END = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
_SPACE = re.compile("[\u00a0\u2007\u202f]")
_LIGATURE = re.compile("[\ufb00-\ufb06\ufb13-\ufb17]")
_SYMBOL_BULLET = re.compile("[\uf0a7\uf0b7\uf0d8]")
"""The bullets of the Symbol and Wingdings fonts, as word processors write them."""
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff"
_NOT_A_CHARACTER = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""What Unicode calls default-ignorable, and the marks of interlinear notes: nothing is drawn for them."""
_NOT_READ = re.compile(f"[{_CONTROL}{_NOT_A_CHARACTER}{_PRIVATE}{_IGNORABLE}]")
_LINE_END_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")


def clean(text: str) -> str:
    """Only characters that are drawn, composed (NFC), and `\\n` and `\\t`; ligatures as letters. Idempotent.

    Out go controls, lone surrogates, noncharacters, private use, soft hyphens, zero-width, direction and tag characters.
    """
    text = _SPACE.sub(" ", _LINE_END.sub("\n", text))
    text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _NOT_READ.sub("", _SYMBOL_BULLET.sub("•", text))
    return unicodedata.normalize("NFC", text)  # last: what stood apart may compose now, and composing makes nothing new


def join_lines(text: str) -> str:
    """One line from several, words that were broken at a line's end joined."""
    return one_line(_LINE_END_HYPHEN.sub("", text))


def one_line(text: str) -> str:
    """White space folded to single spaces."""
    return " ".join(text.split())
