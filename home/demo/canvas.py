"""A canvas of 1,000 × 600 for flat scenes in the house's palette, and the figures that appear in them."""

from __future__ import annotations

import io
import math

from PIL import Image, ImageDraw

SCALE, OUT = 3, (1440, 864)
SKY, SKY_WARM, PAPER = "#dff1f4", "#fdeee4", "#fffdf8"
HILL_1, HILL_2, HILL_3, TEAL = "#bfe3d3", "#8fcdb8", "#4fa58d", "#0b6b5d"
SUN, KITE, ACCENT, INK, LINE = "#f9c784", "#e8632b", "#c2410c", "#1f2a37", "#e7e2d8"
WOOD, WOOD_DARK, ROSE, BLUE = "#d9a877", "#b98553", "#f2b5a0", "#7fb3c8"
SKIN, SKIN_2 = "#f3cda8", "#e6b88f"
HAIR, GREY = "#3a2f2b", "#b9b4ac"
LONG_HAIR = (ROSE, SUN, ACCENT)
Point = tuple[float, float]


class Canvas:
    """Draws three times as large and shrinks at the end, so that edges are smooth."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (1000 * SCALE, 600 * SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def polygon(self, points: list[Point], fill: str) -> None:
        """A filled shape."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def box(self, x: float, y: float, w: float, h: float, fill: str, radius: float = 0) -> None:  # noqa: PLR0917  a rectangle has four numbers
        """A rectangle with round corners."""
        self.pen.rounded_rectangle(
            (x * SCALE, y * SCALE, (x + w) * SCALE, (y + h) * SCALE), radius=radius * SCALE, fill=fill
        )

    def oval(self, x: float, y: float, rx: float, ry: float, fill: str) -> None:
        """An ellipse round a centre."""
        self.pen.ellipse(((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE), fill=fill)

    def line(self, points: list[Point], fill: str, width: float) -> None:
        """A line with round joints and ends."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=fill, width=round(width * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.oval(x, y, width / 2, width / 2, fill)

    def wave(self, y: float, height: float, period: float, phase: float, fill: str) -> None:
        """A range of hills from `y` to the lower edge."""
        crest = [(x, y - height * math.sin(x / period + phase)) for x in range(0, 1001, 4)]
        self.polygon([*crest, (1000, 600), (0, 600)], fill)

    def jpeg(self) -> bytes:
        """The finished picture."""
        out = io.BytesIO()
        self.image.resize(OUT, Image.Resampling.LANCZOS).save(out, "JPEG", quality=88)
        return out.getvalue()

    def person(self, x: float, foot: float, size: float, coat: str, *, hair: str = HAIR, skin: str = SKIN) -> None:
        """Someone standing, or sitting behind a table that is drawn over them. `size` is the height."""
        head = size * 0.15
        top = foot - size
        if coat in LONG_HAIR:
            self.box(x - head * 1.06, top + head * 0.6, head * 2.12, head * 2.1, hair, head * 0.6)
        self.polygon(
            [(x - size * 0.2, foot), (x - size * 0.15, top + head * 2.3), (x + size * 0.15, top + head * 2.3),
             (x + size * 0.2, foot)], coat,
        )  # fmt: skip
        self.oval(x, top + head * 2.45, size * 0.155, size * 0.09, coat)
        self.box(x - head * 0.35, top + head * 1.6, head * 0.7, head * 0.8, skin, head * 0.2)
        self.oval(x, top + head, head, head * 1.08, skin)
        self._hair(x, top + head, head, hair)
        for side in (-0.36, 0.36):
            self.oval(x + side * head, top + head * 1.12, head * 0.09, head * 0.11, INK)
        box = [
            (x - head * 0.3) * SCALE,
            (top + head * 1.18) * SCALE,
            (x + head * 0.3) * SCALE,
            (top + head * 1.6) * SCALE,
        ]
        self.pen.arc(box, 20, 160, fill=ACCENT, width=round(head * 0.1 * SCALE))

    def _hair(self, x: float, y: float, head: float, hair: str) -> None:
        box = [
            (x - head * 1.06) * SCALE,
            (y - head * 1.2) * SCALE,
            (x + head * 1.06) * SCALE,
            (y + head * 0.75) * SCALE,
        ]
        self.pen.chord(box, 180, 360, fill=hair)

    def house(self, x: float, y: float, size: float, roof: str = KITE) -> None:
        """A small house standing on `y`."""
        self.box(x - size * 0.42, y - size * 0.6, size * 0.84, size * 0.6, PAPER)
        self.polygon([(x - size * 0.58, y - size * 0.55), (x, y - size), (x + size * 0.58, y - size * 0.55)], roof)
        self.box(x - size * 0.09, y - size * 0.34, size * 0.18, size * 0.34, TEAL, size * 0.02)
        for side in (-0.28, 0.28):
            self.box(x + side * size - size * 0.07, y - size * 0.42, size * 0.14, size * 0.14, SUN, size * 0.02)

    def tree(self, x: float, y: float, size: float, leaf: str = HILL_3) -> None:
        """A round tree standing on `y`."""
        self.box(x - size * 0.05, y - size * 0.45, size * 0.1, size * 0.45, WOOD_DARK)
        for dx, dy, r in ((0, 0.72, 0.28), (-0.2, 0.55, 0.2), (0.2, 0.55, 0.2)):
            self.oval(x + dx * size, y - dy * size, r * size, r * size, leaf)

    def kite(self, x: float, y: float, size: float, fill: str, to: Point) -> None:
        """A kite with a tail, and its string down to a hand."""
        bend = ((x + to[0]) / 2 - size * 0.2, (y + to[1]) / 2 + size * 0.5)
        string = [_between((x, y + size * 0.6), bend, to, step / 24) for step in range(25)]
        self.line(string, WOOD_DARK, 1.2)
        self.polygon([(x, y - size), (x + size * 0.72, y), (x, y + size), (x - size * 0.72, y)], fill)
        self.line([(x, y - size), (x, y + size)], PAPER, 2)
        self.line([(x - size * 0.72, y), (x + size * 0.72, y)], PAPER, 2)
        tail = [(x + size * 0.22 * math.sin(t / 2), y + size + t * size * 0.12) for t in range(12)]
        self.line(tail, fill, 2.5)


def _between(start: Point, bend: Point, end: Point, t: float) -> Point:
    """A point of a quadratic curve."""
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
    return a * start[0] + b * bend[0] + c * end[0], a * start[1] + b * bend[1] + c * end[1]
