"""Captions, text and Markdown: out of order, too long, in the wrong letters; and names with no file behind them."""

import gzip
from collections.abc import Callable
from functools import partial

from ingest.outcomes import Outcome
from tests.ingest.hostile.file import BORNE, MENDED, READ, UNSOUND, WORDS, Hostile, Kind

_NEVER = "secret plan"
_CUE = f"00:00:01.000 --> 00:00:02.000\n{WORDS}\n\n"
_READ = frozenset({READ})


def hostile_words() -> tuple[Hostile, ...]:
    """All hostile captions and texts, and what is no file."""
    return (*_captions(), *_long_captions(), *_texts(), *_long_texts(), *_markdown(), *_no_files())


def _vtt(cues: str) -> Callable[[], bytes]:
    return lambda: f"WEBVTT\n\n{cues}".encode()


def _captions() -> tuple[Hostile, ...]:
    empty, nothing = frozenset({Outcome.EMPTY}), frozenset({Outcome.NO_TEXT})
    late = _CUE.replace("00:00:0", "00:09:0")
    return (
        *(Hostile(f"zero-bytes{ending}", lambda: b"", empty) for ending in (".vtt", ".srt")),
        Hostile("only-a-header.vtt", lambda: b"WEBVTT", nothing),
        Hostile("no-cues.vtt", _vtt("NOTE nothing is said\n"), nothing),
        Hostile("no-header.vtt", lambda: _CUE.encode(), _READ | {Outcome.MISNAMED, Outcome.DAMAGED}),
        Hostile("out-of-order.vtt", _vtt(late + _CUE), _READ, holds=WORDS),
        Hostile("overlapping.vtt", _vtt(_CUE + _CUE.replace("02.000", "09.000")), _READ, holds=WORDS),
        Hostile("backwards.vtt", _vtt(_CUE.replace("02.000", "00.000")), MENDED),
        Hostile("negative.vtt", _vtt(_CUE.replace("00:00:01", "-00:00:01")), MENDED),
        Hostile("100-hours.vtt", _vtt(_CUE.replace("00:00:0", "123:00:0")), _READ, holds=WORDS),
        Hostile("10-to-12-hours.vtt", _vtt(_CUE.replace("00:00:0", "1000000000000:00:0")), MENDED),
        Hostile("hours-of-5000-digits.vtt", _vtt(_CUE.replace("00:00:0", "9" * 5000 + ":00:0")), MENDED),
        Hostile("99-minutes.vtt", _vtt(_CUE.replace("00:00:0", "00:99:9")), MENDED),
        Hostile("broken-arrows.vtt", _vtt(_CUE.replace("-->", "->") + _CUE), MENDED, holds=WORDS),
        Hostile("only-broken-arrows.vtt", _vtt(_CUE.replace("-->", "=>")), UNSOUND),
        Hostile("mixed-line-ends.vtt", lambda: _mixed(f"WEBVTT\n\n{_CUE}{late}"), _READ, holds=WORDS),
        Hostile("byte-order-mark.vtt", lambda: b"\xef\xbb\xbf" + _vtt(_CUE)(), _READ, holds=WORDS),
        Hostile("scripts.vtt", _vtt(_CUE + _tagged()), _READ, holds=WORDS),
        Hostile("styles.vtt", _vtt(f"STYLE\n::cue {{ content: '{_NEVER}' }}\n\n{_CUE}"), _READ, never=_NEVER),
        Hostile("open-tags.vtt", _vtt(_CUE + "00:00:03.000 --> 00:00:04.000\n<v <c.<<<&&lt\n"), _READ, holds=WORDS),
        Hostile("nulls.vtt", _vtt(_CUE.replace(" every", "\0 every")), MENDED | {Outcome.MISNAMED}),
        Hostile("latin.vtt", lambda: _vtt(_CUE)() + "Pédale".encode("latin-1"), MENDED),
        Hostile("page.vtt", lambda: f"<html><p>{WORDS}</p></html>".encode(), UNSOUND | {Outcome.MISNAMED}),
        Hostile("without-numbers.srt", lambda: _CUE.replace(".000", ",000").encode(), _READ, holds=WORDS),
        Hostile("wild-numbers.srt", lambda: b"-7\n" + _CUE.encode() + b"9" * 5000 + b"\n" + _CUE.encode(), MENDED),
        Hostile("carriage-returns.srt", lambda: f"1\n{_CUE}".replace("\n", "\r").encode(), MENDED),
        Hostile("no-blank-lines.srt", lambda: f"1\n{_CUE}2\n{_CUE}".replace("\n\n", "\n").encode(), MENDED),
        Hostile("only-numbers.srt", lambda: b"1\n\n2\n\n3\n", UNSOUND | {Outcome.MISNAMED}),
    )


def _mixed(text: str) -> bytes:
    """Lines that end in CR LF, CR and LF in turn, a blank line always as the line before it."""
    ends = ("\r\n", "\r", "\n")
    paragraphs = enumerate(text.split("\n\n"))
    return "".join(part.replace("\n", ends[n % 3]) + ends[n % 3] * 2 for n, part in paragraphs).encode()


def _tagged() -> str:
    return "00:00:03.000 --> 00:00:04.000\n<v Bo><script>alert(1)</script><img src=x onerror=alert(1)>Wipe it.</v>\n"


def _long_captions() -> tuple[Hostile, ...]:
    return (
        Hostile("200000-cues.vtt", _vtt("00:00:01.000 --> 00:00:02.000\noil\n\n" * 200_000), BORNE),
        Hostile("200000-cues.srt", lambda: b"1\n00:00:01,000 --> 00:00:02,000\noil\n\n" * 200_000, BORNE),
        Hostile("million-arrows.vtt", _vtt("--> " * 1_000_000 + "\n" + _CUE), BORNE),
        Hostile("million-colons.srt", lambda: b"00:" * 1_000_000 + b"\n" + _CUE.encode(), BORNE),
        Hostile("million-tags.vtt", _vtt(_CUE.replace("Oil", "<c>" * 1_000_000 + "Oil")), BORNE),
        Hostile("million-open-brackets.vtt", _vtt(_CUE.replace("Oil", "<" * 1_000_000 + "Oil")), BORNE),
        Hostile("million-blank-lines.srt", lambda: b"\n" * 1_000_000 + b"1\n" + _CUE.encode(), BORNE),
    )


def _texts() -> tuple[Hostile, ...]:
    nothing, damaged = frozenset({Outcome.NO_TEXT}), frozenset({Outcome.MISNAMED, Outcome.DAMAGED})
    return (
        *(Hostile(f"zero-bytes{ending}", lambda: b"", frozenset({Outcome.EMPTY})) for ending in (".txt", ".md")),
        Hostile("latin.txt", lambda: "Pédale cassée".encode("latin-1"), MENDED),
        Hostile("cut-in-a-letter.txt", lambda: "Pédalé".encode()[:-1], MENDED),
        Hostile("surrogates-in-utf-8.txt", lambda: b"Oil \xed\xa0\x80 it", MENDED),
        Hostile("utf-16.txt", lambda: WORDS.encode("utf-16"), MENDED | damaged),
        Hostile("utf-16-without-mark.txt", lambda: WORDS.encode("utf-16-be"), MENDED | damaged),
        Hostile("white.txt", lambda: " \t\r\n\u00a0\u2003\u3000\f\v".encode() * 1000, nothing),
        Hostile("zero-width.txt", lambda: "\u200b\u200d\u2060\ufeff\u00ad".encode() * 1000, nothing),
        Hostile("tag-characters.txt", lambda: "".join(chr(0xE0000 + ord(c)) for c in _NEVER).encode(), nothing),
        Hostile(
            "tag-characters-between.md",
            lambda: (WORDS + "".join(chr(0xE0000 + ord(c)) for c in _NEVER)).encode(),
            _READ,
            holds=WORDS,
        ),
        Hostile("turned-round.md", lambda: f"\u202e{WORDS}\u202c".encode(), _READ, holds=WORDS),
        Hostile("controls.txt", lambda: bytes(range(1, 32)) * 10 + WORDS.encode(), MENDED | damaged),
        Hostile("nulls.md", lambda: b"\0" * 5000, UNSOUND | damaged),
        Hostile("noise.txt", lambda: bytes(range(256)) * 100, damaged),
        Hostile("packed.md", lambda: gzip.compress(WORDS.encode(), mtime=0), damaged),
        Hostile("archive.txt", lambda: b"PK\3\4\x14\0\0\0\x08\0" + bytes(200), UNSOUND | damaged),
        Hostile("old.doc", lambda: WORDS.encode(), frozenset({Outcome.UNKNOWN_KIND})),
        Hostile("program.exe", lambda: b"MZ", frozenset({Outcome.UNKNOWN_KIND})),
    )


def _long_texts() -> tuple[Hostile, ...]:
    large = frozenset({Outcome.TOO_LARGE})
    return (
        Hostile("51-mb.txt", lambda: b"oil " * (51 * 2**18), large),
        Hostile("line-20-mb.txt", lambda: b"oil " * 5_000_000, large),
        Hostile("word-4-mb.txt", lambda: b"o" * 4_000_000, BORNE),
        Hostile("line-4-mb.md", lambda: b"oil " * 1_000_000, BORNE),
        Hostile("million-accents-on-a-letter.txt", lambda: ("o" + "\u0301" * 1_000_000).encode(), BORNE),
        Hostile("million-ligatures.txt", lambda: "\ufb03".encode() * 1_000_000, BORNE),
        Hostile("million-hyphens-at-line-ends.txt", lambda: b"a-\n" * 1_000_000, BORNE),
    )


def _markdown() -> tuple[Hostile, ...]:
    pieces: dict[str, Callable[[], str]] = {
        "2000-lists": lambda: "".join(" " * 2 * n + "- oil\n" for n in range(2_000)),
        "10000-lists-on-a-line": lambda: "- " * 10_000 + WORDS,
        "10000-quotes": lambda: ">" * 10_000 + WORDS,
        "million-brackets": lambda: "[" * 1_000_000,
        "million-picture-brackets": lambda: "![" * 500_000,
        "million-links": lambda: "[a](" * 500_000,
        "million-stars": lambda: "*a **a " * 300_000,
        "million-underscores": lambda: "_" * 1_000_000 + "a",
        "million-ticks": lambda: "".join("`" * (n % 1400 + 1) + "a" for n in range(1_400)),
        "million-angles": lambda: "<" * 1_000_000,
        "million-entities": lambda: "&" * 1_000_000,
        "million-hashes": lambda: "#" * 1_000_000,
        "million-pipes": lambda: "|" * 500_000 + "\n" + "|-" * 250_000,
        "100000-definitions": lambda: "".join(f"[a{n}]: b\n" for n in range(100_000)) + "[a1]" * 100_000,
        "open-fence": lambda: "```\n" + "oil\n" * 200_000,
        "attributes-huge": lambda: f'{WORDS} {{facts="{"chain-oil " * 200_000}" clause="1"}}',
        "attributes-many": lambda: f"{WORDS} {{{' '.join(f'a{n}=b' for n in range(100_000))}}}",
        "attributes-open": lambda: f"{WORDS} " + '{facts="' * 200_000,
        "attributes-each-statement": lambda: "Oil it. {#a} " * 100_000,
        "list-starts-at-10-to-9": lambda: f"999999999. {WORDS}\n",
        "page-within": lambda: f"<script>alert('a')</script>\n\n{WORDS}",
    }
    return tuple(Hostile(f"{name}.md", partial(_encoded, text), BORNE) for name, text in pieces.items())


def _encoded(text: Callable[[], str]) -> bytes:
    return text().encode()


def _no_files() -> tuple[Hostile, ...]:
    missing = frozenset({Outcome.MISSING})
    kinds = {
        "link-to-nowhere.md": Kind.LINK,
        "link-to-itself.md": Kind.LOOP,
        "folder.pdf": Kind.FOLDER,
        "folder.docx": Kind.FOLDER,
        "pipe.txt": Kind.PIPE,
        "pipe.pdf": Kind.PIPE,
    }
    return (
        *(Hostile(name, lambda: b"", missing, kind) for name, kind in kinds.items()),
        Hostile("nobody-may-read.txt", lambda: WORDS.encode(), missing | _READ, Kind.CLOSED, holds=WORDS),
    )
