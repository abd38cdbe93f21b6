"""Layers of a PDF that are switched off."""

from contextlib import suppress
from typing import Any


def layers_off(reader: Any) -> frozenset[int]:
    """The object numbers of the layers that a viewer hides when it opens the file."""
    off: set[int] = set()
    with suppress(KeyError, TypeError, AttributeError):
        properties = reader.root_object["/OCProperties"]
        settings = properties["/D"]
        if settings.get("/BaseState") == "/OFF":
            off.update(_numbers(properties.get("/OCGs", [])))
            off.difference_update(_numbers(settings.get("/ON", [])))
        off.update(_numbers(settings.get("/OFF", [])))
    return frozenset(off)


def is_off(layer: Any, off: frozenset[int]) -> bool:
    """Whether a layer, or a membership in several, is switched off. `layer` is a reference, or a membership itself."""
    found: Any = layer.get_object() if off and layer is not None else None
    if not hasattr(found, "get"):
        return False
    if "/OCGs" not in found:
        return getattr(layer, "idnum", 0) in off
    inner = found["/OCGs"]
    numbers = _numbers(inner if isinstance(inner, list) else [found.raw_get("/OCGs")])
    states = [number in off for number in numbers]
    shown = {
        "/AllOn": not any(states),
        "/AnyOff": any(states),
        "/AllOff": all(states),
    }.get(str(found.get("/P")), not all(states))
    return bool(states) and not shown


def _numbers(references: Any) -> list[int]:
    return [each.idnum for each in references if hasattr(each, "idnum")]
