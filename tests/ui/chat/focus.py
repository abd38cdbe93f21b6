"""Where the Tab key stops, and how much of the focus a person sees: what changes on screen when it goes."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

MOST = 120
"""Stops after which a walk is given up."""
HERE = """async () => { let e = document.activeElement;
  while (e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement;
  if (e === document.body) return null;
  window.stops = window.stops || new Set(); const again = window.stops.has(e); window.stops.add(e); window.last = e;
  if (e.localName !== 'iframe') e.scrollIntoView({ block: 'center', behavior: 'instant' });
  for (let drawn = 0; drawn < 2; drawn++) await new Promise(requestAnimationFrame);
  const boxes = [...e.getClientRects()].filter((b) => b.width && b.height).map((b) => [b.x, b.y, b.right, b.bottom]);
  return { boxes, again, name: `${e.localName} #${e.id} ${e.getAttribute('aria-label') || e.textContent.slice(0, 50)}` }; }"""
BLUR = """() => { let e = document.activeElement;
  while (e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement; e.blur(); }"""
PLAIN = 2.0
"""Changed pixels for each pixel of an outline that is plain to see, as WCAG's Focus Appearance has it."""
PATIENCE = (0, 300, 1500)
"""Milliseconds to wait for what is to be drawn; a busy machine draws late."""
MARGIN = 8
"""Pixels around an element in which its focus shows."""


@dataclass(frozen=True)
class Stop:
    """A place where Tab stops."""

    name: str
    seen: float
    """Pixels that change with a contrast of at least 3 to 1, for each pixel of its outline."""


def walk(page: Any, frame: Any = None) -> Iterator[Stop]:
    """Every stop of the page from where the focus is, into the frame if one is given, until one comes again."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        for patience in (50, 500):  # milliseconds: a frame of another site has a process of its own
            page.wait_for_timeout(patience)
            place, found = _here(page, frame)
            if found and not found["again"]:
                break
        else:
            return
        x, y = _origin(page) if place is frame else (0, 0)
        boxes = [(a + x, b + y, c + x, d + y) for a, b, c, d in found["boxes"]]
        yield Stop(found["name"], _seen(page, place, boxes))


def _here(page: Any, frame: Any) -> tuple[Any, Any]:
    """The page or the frame that has the focus, and what is focused in it, if anything."""
    found = page.evaluate(HERE)
    return (frame, frame.evaluate(HERE)) if found and found["name"].startswith("iframe") else (page, found)


def _origin(page: Any) -> tuple[float, float]:
    box = page.locator("iframe[title='Preceptorship Assistant']").bounding_box()
    return box["x"], box["y"]


def _seen(page: Any, place: Any, boxes: list[tuple[float, float, float, float]]) -> float:
    size = page.viewport_size
    left, top = max(0, min(b[0] for b in boxes) - MARGIN), max(0, min(b[1] for b in boxes) - MARGIN)
    right = min(size["width"], max(b[2] for b in boxes) + MARGIN)
    bottom = min(size["height"], max(b[3] for b in boxes) + MARGIN)
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    outline = sum(2 * (min(b[2], right) - max(b[0], left) + min(b[3], bottom) - max(b[1], top)) for b in boxes)
    for patience in PATIENCE:
        focused = _luminance(page, clip, patience)
        place.evaluate(BLUR)
        blurred = _luminance(page, clip, patience)
        brighter, darker = np.maximum(focused, blurred), np.minimum(focused, blurred)
        seen = float(((brighter + 0.05) / (darker + 0.05) >= 3).sum() / outline)
        if seen >= PLAIN:
            break
        place.evaluate("window.last.focus()")
    return seen


def _luminance(page: Any, clip: dict[str, float], patience: int) -> Any:
    """Relative luminance of each pixel, as WCAG defines it."""
    page.wait_for_timeout(patience)
    picture = page.screenshot(clip=clip, animations="disabled")
    pixels = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"), dtype=float) / 255
    linear = np.where(pixels <= 0.04045, pixels / 12.92, ((pixels + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])
