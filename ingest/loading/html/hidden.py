"""Words of an HTML page that no reader sees: they are taken out and reported."""

import re
from dataclasses import dataclass, replace
from typing import Any

from ingest.cleaning import clean, one_line
from ingest.loading.html.styles import Styles, styles
from ingest.reading import Finding, Misleading

SAMPLE = 80
"""Characters of a finding's sample."""
MOST_FINDINGS = 100
"""Findings of one page; more say nothing new."""
SMALLEST = 2.0
"""Pixels of letters below which they are not meant to be read."""
FAR = 900.0
"""Pixels aside from which a part is off any screen: authors write -999px, -9999px or -999em."""
TINY = 1.0
"""Pixels of a box that holds words only for programs."""
LIKE = 0.1
"""Greatest difference of red, green or blue between letters and their ground that cannot be seen."""
TRANSPARENT = 0.05
"""Opacity below which nothing is seen."""
COMMENT_WORDS = 3
"""Words of a comment or hidden field from which it is reported; shorter ones are marks for programs."""
_EM = 16.0
_UNITS = {
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 37.8,
    "mm": 3.78,
    "rem": _EM,
    "em": _EM,
    "ex": 8,
    "ch": 8,
    "": 1.0,
}
_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
}
_NUMBER = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))([a-z%]*)")
_UNSEEN = {"script", "style", "template", "noscript", "head", "title"}
Colour = tuple[float, float, float]


@dataclass(frozen=True)
class _Look:
    """What an element takes over from those around it."""

    size: float = _EM
    colour: Colour | None = (0, 0, 0)
    ground: Colour | None = (1, 1, 1)
    """None where a picture or a pattern stands behind the words."""
    is_shown: bool = True


def without_hidden(soup: Any) -> tuple[Finding, ...]:
    """Take out of the page whatever is not seen; one finding for each part that had words."""
    samples: list[str] = [*_notes(soup)]
    own = styles(soup)
    waiting: list[tuple[Any, _Look]] = [(soup, _Look())]
    while waiting:
        tag, look = waiting.pop()
        for child in list(tag.contents):
            if not hasattr(child, "contents"):
                if not _is_seen(look) and child.strip() and tag.name not in _UNSEEN:
                    samples.append(str(child))
                    child.extract()
            elif child.name not in _UNSEEN:
                held = own.get(id(child), {})
                if _is_hidden(child, held):
                    samples.append(child.get_text(" "))
                    child.extract()
                else:
                    waiting.append((child, _looked(child, held, look)))
    told = dict.fromkeys(one_line(clean(sample))[:SAMPLE] for sample in samples)
    return tuple(Finding(Misleading.HIDDEN, sample) for sample in list(told)[:MOST_FINDINGS] if sample)


def _notes(soup: Any) -> list[str]:
    """Comments and hidden fields that hold words."""
    from bs4 import Comment

    comments = [node.extract() for node in soup.find_all(string=lambda text: isinstance(text, Comment))]
    fields = [str(field.get("value", "")) for field in soup.find_all("input", type="hidden")]
    return [note for note in (*comments, *fields) if _is_prose(note)]


def _is_prose(note: str) -> bool:
    return len(re.findall(r"[^\W\d_]{2,}", note)) >= COMMENT_WORDS and not re.search(r"[<>{}\[\]=;|]", note)


def _is_hidden(tag: Any, held: Styles) -> bool:
    """Whether the element and all within it is hidden."""
    if "inert" in tag.attrs or tag.get("aria-hidden", "").lower() == "true":
        return True
    if "hidden" in tag.attrs and tag["hidden"] != "until-found" and "display" not in held:
        return True
    if held.get("display") == "none" or held.get("content-visibility") == "hidden":
        return True
    return _number(held.get("opacity", "1")) < TRANSPARENT or _is_aside(held) or _is_cut_off(held)


def _is_aside(held: Styles) -> bool:
    """Whether it is put far off the screen."""
    placed = held.get("position") in ("absolute", "fixed", "relative", "sticky")
    names = ["text-indent", "margin-left", "margin-top", *(("left", "right", "top", "bottom") if placed else ())]
    if any(abs(_pixels(held.get(name, "0"))) >= FAR for name in names):
        return True
    moved = held.get("transform", "")
    if re.search(r"scale[xy]?\(\s*0*\.?0*\s*[,)]", moved):
        return True
    return "translate" in moved and any(abs(_pixels(part)) >= FAR for part in re.split(r"[(),\s]+", moved))


def _is_cut_off(held: Styles) -> bool:
    """Whether it is cut down to nothing, or has no room."""
    placed = held.get("position") in ("absolute", "fixed")
    clip = held.get("clip", "")
    if (
        placed
        and clip.startswith("rect")
        and all(abs(_pixels("".join(each))) <= TINY for each in _NUMBER.findall(clip))
    ):
        return True
    if re.match(
        r"inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*0[^,]*(?:,\s*0[a-z]*\s+0[a-z]*\s*)*\)",
        held.get("clip-path", ""),
    ):
        return True
    flows = [held.get(name, "") for name in ("overflow", "overflow-x", "overflow-y")]
    sides = [held.get(name, "auto") for name in ("width", "height", "max-width", "max-height")]
    return any("hidden" in flow or "clip" in flow for flow in flows) and any(_is_tiny(side) for side in sides)


def _is_tiny(length: str) -> bool:
    match = _NUMBER.fullmatch(length)
    return (match is not None and match[2] != "%" and abs(_pixels(length)) <= TINY) or length in ("0%",)


def _looked(tag: Any, held: Styles, look: _Look) -> _Look:
    """What the element's own words look like."""
    is_shown = {"hidden": False, "collapse": False, "visible": True, "initial": True}.get(held.get("visibility", ""))
    ground = held.get("background-color", "") or held.get("background", "") or str(tag.get("bgcolor", ""))
    picture = held.get("background-image", "") + held.get("background", "")
    colour = held.get("color", "") or (str(tag.get("color", "")) if tag.name == "font" else "")
    look = replace(look, size=_size(held, look.size), is_shown=look.is_shown if is_shown is None else is_shown)
    if re.search(r"url\(|gradient\(", picture):
        look = replace(look, ground=None)
    elif ground and (found := _ground(ground, look.ground)) != "":
        look = replace(look, ground=found)
    if colour and colour not in ("inherit", "currentcolor", "unset"):
        look = replace(look, colour=_letters(colour, look.ground))
    return look


def _is_seen(look: _Look) -> bool:
    if not look.is_shown or look.size < SMALLEST:
        return False
    if look.colour is None or look.ground is None:
        return True
    return max(abs(a - b) for a, b in zip(look.colour, look.ground, strict=True)) > LIKE


def _letters(value: str, ground: Colour | None) -> Colour | None:
    """The colour of letters; that of their ground where they are transparent, None where it cannot be told."""
    found = _colour(value)
    if found is None:
        return None
    return ground if found[3] < TRANSPARENT else found[:3]


def _ground(value: str, around: Colour | None) -> Any:
    """The colour of a ground; that around it where it lets it through, and nothing where the value names no colour."""
    for part in re.split(r"\s+(?![^(]*\))", value):
        if (found := _colour(part)) is not None:
            return around if found[3] < TRANSPARENT else found[:3]
    return "" if "var(" not in value else None


def _colour(value: str) -> tuple[float, float, float, float] | None:
    from tinycss2.color3 import parse_color  # type: ignore[import-untyped]

    found = parse_color(value)
    if not hasattr(found, "red"):
        return None
    return found.red, found.green, found.blue, found.alpha


def _size(held: Styles, around: float) -> float:
    """Pixels of the letters."""
    value = held.get("font-size", "")
    if not value and "font" in held:
        value = next((part.partition("/")[0] for part in held["font"].split() if _NUMBER.match(part)), "")
    match = _NUMBER.fullmatch(value)
    if not match:
        return _SIZES.get(value, around)
    factor = {"%": around / 100, "em": around, "ex": around / 2, "": 0.0 if float(match[1]) == 0 else around}
    return float(match[1]) * (factor[match[2]] if match[2] in factor else _UNITS.get(match[2], _EM))


def _pixels(length: str) -> float:
    """Pixels of a length; 0 for what is none."""
    match = _NUMBER.fullmatch(length.strip())
    return float(match[1]) * _UNITS.get(match[2], 0) if match else 0


def _number(value: str) -> float:
    match = _NUMBER.fullmatch(value)
    return (float(match[1]) / (100 if match[2] == "%" else 1)) if match else 1
