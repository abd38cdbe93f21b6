"""Style sheets within an HTML page: which declarations hold for which element."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

SCREEN = 1_280
"""Pixels of the width of the screen that media rules are judged for: an ordinary one."""
_RELEVANT = frozenset(
    [
        "display",
        "visibility",
        "opacity",
        "font-size",
        "font",
        "color",
        "background",
        "background-color",
        "background-image",
        "text-indent",
        "position",
        "left",
        "right",
        "top",
        "bottom",
        "margin-left",
        "margin-top",
        "transform",
        "clip",
        "clip-path",
        "width",
        "height",
        "max-width",
        "max-height",
        "overflow",
        "overflow-x",
        "overflow-y",
        "content-visibility",
    ]
)
_WIDTH = re.compile(r"\((min|max)-width:([\d.]+)(px|em|rem)\)")
_SUBJECT = re.compile(r"([#.]?)((?:[\w-]|[^\x00-\x7f])+)")
_ARGUMENTS = re.compile(r"\[[^\]]*\]|:{1,2}[\w-]+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?")

Weight = tuple[bool, bool, tuple[int, int, int], int]
"""Of a declaration: whether it is important, whether it stands on the element, how special its selector is, its place."""
Styles = Mapping[str, str]
"""Values by property, in lower case."""


def styles(soup: Any) -> dict[int, dict[str, str]]:
    """By the identity of each element that has any: its own declarations, as far as they tell whether it is seen."""
    weights: dict[int, dict[str, tuple[Weight, str]]] = {}
    elements = _Elements(soup)
    place = 0
    for sheet in soup.find_all("style"):
        if _is_for_screen(str(sheet.get("media", ""))):
            for selector, found in _rules(sheet.get_text()):
                place += 1
                for tag in elements.matching(selector):
                    _weigh(weights.setdefault(id(tag), {}), found, (False, _speciality(selector), place))
    for tag in soup.find_all(style=True):
        _weigh(weights.setdefault(id(tag), {}), _declarations(str(tag["style"])), (True, (0, 0, 0), 0))
    return {key: {name: value for name, (_, value) in found.items()} for key, found in weights.items()}


def _weigh(
    known: dict[str, tuple[Weight, str]],
    found: list[tuple[str, str, bool]],
    rest: tuple[bool, tuple[int, int, int], int],
) -> None:
    for name, value, is_important in found:
        weight: Weight = (is_important, *rest)
        if name not in known or known[name][0] <= weight:
            known[name] = weight, value


def _rules(sheet: str) -> Iterator[tuple[str, list[tuple[str, str, bool]]]]:
    """Each selector with the declarations that matter here, in order; media rules as far as a screen obeys them."""
    import tinycss2  # type: ignore[import-untyped]

    waiting = list(reversed(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)))
    while waiting:
        rule = waiting.pop()
        if rule.type == "qualified-rule":
            found = _declarations(rule.content)
            if found:
                yield from ((selector, found) for selector in _selectors(rule.prelude))
        elif rule.type == "at-rule" and rule.content is not None and _is_obeyed_rule(rule):
            waiting += reversed(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _is_obeyed_rule(rule: Any) -> bool:
    """Whether a screen obeys the rules within the rule."""
    import tinycss2

    if rule.lower_at_keyword == "media":
        return _is_for_screen(tinycss2.serialize(rule.prelude))
    return rule.lower_at_keyword in ("supports", "layer")


def _declarations(held: Any) -> list[tuple[str, str, bool]]:
    """Name, value and importance of each declaration that matters here."""
    import tinycss2

    return [
        (each.lower_name, tinycss2.serialize(each.value).strip().lower(), each.important)
        for each in tinycss2.parse_declaration_list(held, skip_comments=True, skip_whitespace=True)
        if each.type == "declaration" and each.lower_name in _RELEVANT
    ]


def _selectors(prelude: list[Any]) -> Iterator[str]:
    """The selectors of a list, so that one that is not understood does not take the others with it."""
    import tinycss2

    part: list[Any] = []
    for token in [*prelude, None]:
        if token is None or (token.type == "literal" and token.value == ","):
            if selector := tinycss2.serialize(part).strip():
                yield selector
            part = []
        elif token.type != "comment":
            part.append(token)


def _is_for_screen(media: str) -> bool:
    """Whether a wide screen obeys a media query, or one of several; what is not known counts as no."""
    return not media.strip() or any(map(_is_obeyed, media.lower().split(",")))


def _is_obeyed(query: str) -> bool:
    query = re.sub(r"\s*([:()])\s*", r"\1", query.strip())
    for part in filter(None, re.split(r"\s*\band\b\s*", query)):
        if match := _WIDTH.fullmatch(part):
            pixels = float(match[2]) * (1 if match[3] == "px" else 16)
            if (match[1] == "min" and pixels > SCREEN) or (match[1] == "max" and pixels < SCREEN):
                return False
        elif part not in ("all", "screen", "only screen", "(orientation:landscape)", "(prefers-color-scheme:light)"):
            return False
    return True


def _speciality(selector: str) -> tuple[int, int, int]:
    """How many ids, classes and names of elements a selector names, about."""
    bare = re.sub(r"\[[^\]]*\]", ".x", selector)
    return (
        bare.count("#"),
        bare.count(".") + len(re.findall(r"(?<!:):[\w-]", bare)),
        len(re.findall(r"(?:^|[\s>+~])\w", bare)),
    )


class _Elements:
    """A page's elements by their names, ids and classes, so that few are tried for each selector."""

    def __init__(self, soup: Any) -> None:
        self._all = soup.find_all(True)
        self._by: dict[str, list[Any]] = {}
        for tag in self._all:
            keys = {
                tag.name.lower(),
                f"#{tag.get('id', '')}",
                *(f".{each}" for each in tag.get_attribute_list("class", "")),
            }
            for key in keys:
                self._by.setdefault(key, []).append(tag)

    def matching(self, selector: str) -> list[Any]:
        """The elements that the selector is for; none where it is not understood."""
        import soupsieve

        try:
            compiled = soupsieve.compile(selector)
        except Exception:  # soupsieve raises several kinds, and on pseudo-elements, which hold no words of the page
            return []
        return [tag for tag in self._tried(selector) if compiled.match(tag)]

    def _tried(self, selector: str) -> list[Any]:
        bare = _ARGUMENTS.sub("", selector).strip()
        named = [mark + (name if mark else name.lower()) for mark, name in _SUBJECT.findall(bare)]
        if "\\" in selector or not named:
            return list(self._all)
        if not all(key in self._by for key in named):
            return []
        last = re.split(r"[\s>+~]+", bare)[-1]
        keys = [mark + (name if mark else name.lower()) for mark, name in _SUBJECT.findall(last)]
        if not keys:
            return list(self._all)
        return min((self._by.get(key, []) for key in keys), key=len)
