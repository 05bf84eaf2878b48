"""The demo's pictures: drawn scenes, the same every time. No photo of a real child is ever used."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from .canvas import (
    ACCENT,
    BLUE,
    GREY,
    HILL_1,
    HILL_2,
    HILL_3,
    INK,
    KITE,
    LINE,
    PAPER,
    ROSE,
    SKIN,
    SKIN_2,
    SKY,
    SKY_WARM,
    SUN,
    TEAL,
    WOOD,
    WOOD_DARK,
    Canvas,
)  # fmt: skip

COATS = (KITE, TEAL, SUN, BLUE, ROSE, HILL_3)


def _outdoors(sun: tuple[float, float] = (150, 120)) -> Canvas:
    canvas = Canvas(SKY)
    canvas.oval(*sun, 58, 58, SUN)
    canvas.wave(360, 60, 190, 0.4, HILL_1)
    canvas.wave(440, 50, 150, 2.2, HILL_2)
    return canvas


def _indoors(wall: str = SKY_WARM) -> Canvas:
    canvas = Canvas(wall)
    canvas.box(0, 470, 1000, 130, WOOD)
    canvas.box(0, 470, 1000, 8, WOOD_DARK)
    return canvas


def _window(canvas: Canvas, x: float, y: float) -> None:
    canvas.box(x, y, 210, 170, PAPER, 8)
    canvas.box(x + 12, y + 12, 186, 146, SKY, 4)
    canvas.oval(x + 55, y + 58, 24, 24, SUN)
    canvas.polygon(
        [(x + 12, y + 158), (x + 12, y + 120), (x + 80, y + 92), (x + 198, y + 126), (x + 198, y + 158)], HILL_2
    )
    canvas.box(x + 100, y + 12, 10, 146, PAPER)


def _table(canvas: Canvas, x: float, y: float, width: float) -> None:
    canvas.box(x, y, width, 22, WOOD_DARK, 8)
    canvas.box(x + 26, y + 20, 18, 120, WOOD_DARK)
    canvas.box(x + width - 44, y + 20, 18, 120, WOOD_DARK)


def _book(canvas: Canvas, x: float, y: float, colour: str) -> None:
    canvas.polygon([(x - 44, y), (x - 38, y - 20), (x, y - 13), (x + 38, y - 20), (x + 44, y)], colour)
    canvas.polygon([(x - 36, y - 4), (x - 32, y - 18), (x, y - 11), (x, y - 1)], PAPER)
    canvas.polygon([(x + 36, y - 4), (x + 32, y - 18), (x, y - 11), (x, y - 1)], PAPER)


def kite() -> Canvas:
    """Kites over the hills."""
    canvas = _outdoors()
    canvas.wave(520, 30, 210, 1.0, HILL_3)
    for x, y, size, colour, hand in ((430, 150, 62, KITE, (352, 452)), (680, 105, 46, TEAL, (600, 446)),
                                     (860, 210, 36, ACCENT, (792, 470))):  # fmt: skip
        canvas.kite(x, y, size, colour, hand)
    for x, foot, size, coat in (
        (330, 560, 130, KITE),
        (580, 550, 118, SUN),
        (770, 570, 124, BLUE),
        (200, 575, 185, TEAL),
    ):
        canvas.person(x, foot, size, coat)
    canvas.tree(80, 560, 170)
    return canvas


def house() -> Canvas:
    """The children's home on a hill."""
    canvas = _outdoors((830, 110))
    canvas.house(520, 440, 300)
    canvas.wave(525, 26, 230, 0.2, HILL_3)
    canvas.polygon([(500, 440), (548, 440), (690, 600), (420, 600)], LINE)
    canvas.house(200, 470, 130, TEAL)
    for x, y, size in ((90, 520, 150), (330, 500, 120), (800, 520, 190), (930, 540, 150)):
        canvas.tree(x, y, size)
    for x, foot, size, coat in ((450, 570, 110, SUN), (640, 575, 120, KITE)):
        canvas.person(x, foot, size, coat)
    return canvas


def reading() -> Canvas:
    """Homework at one table, two adults in the room."""
    canvas = _indoors()
    _window(canvas, 90, 90)
    _shelf(canvas, 690, 70, 240, 3)
    canvas.person(440, 480, 300, TEAL)
    canvas.person(880, 500, 280, HILL_3, hair=GREY, skin=SKIN_2)
    for x, coat in zip((190, 330, 560, 700), (KITE, BLUE, SUN, ROSE), strict=True):
        canvas.person(x, 480, 190, coat)
    _table(canvas, 110, 430, 680)
    for x, colour in zip((190, 330, 560, 700), (TEAL, ACCENT, TEAL, KITE), strict=True):
        _book(canvas, x, 432, colour)
    return canvas


def _shelf(canvas: Canvas, x: float, y: float, width: float, rows: int) -> None:
    canvas.box(x, y, width, rows * 100 + 16, WOOD_DARK, 6)
    for row in range(rows):
        canvas.box(x + 12, y + 12 + row * 100, width - 24, 88, PAPER)
        left, number = x + 20, row
        while left < x + width - 40:
            thick, tall = 14 + (number * 7) % 12, 54 + (number * 13) % 26
            canvas.box(left, y + 100 + row * 100 - tall, thick, tall, COATS[number % 6], 2)
            left, number = left + thick + 4, number + 1


def shelf() -> Canvas:
    """New books."""
    canvas = _indoors(SKY)
    _shelf(canvas, 110, 60, 520, 4)
    canvas.person(330, 590, 220, SUN)
    canvas.person(740, 560, 330, TEAL, hair=GREY)
    canvas.person(560, 590, 190, KITE)
    _book(canvas, 560, 540, TEAL)
    _book(canvas, 745, 440, ACCENT)
    canvas.tree(915, 500, 150)
    canvas.box(880, 470, 70, 70, ACCENT, 8)
    return canvas


def video_call() -> Canvas:
    """A screen with two parents, and a child with her grandmother in front of it."""
    canvas = _indoors()
    canvas.box(270, 60, 460, 300, INK, 18)
    canvas.box(286, 76, 428, 268, SKY, 8)
    canvas.box(286, 290, 428, 54, HILL_2)
    canvas.person(430, 344, 220, BLUE, skin=SKIN_2)
    canvas.person(570, 344, 205, ROSE)
    canvas.box(480, 360, 40, 40, INK)
    _table(canvas, 230, 400, 540)
    canvas.person(360, 600, 230, KITE)
    canvas.person(640, 600, 290, HILL_3, hair=GREY, skin=SKIN_2)
    canvas.oval(500, 396, 60, 12, PAPER)
    for x in (470, 500, 530):
        canvas.oval(x, 388, 16, 10, SUN)
    return canvas


def hands() -> Canvas:
    """Joined hands under a heart."""
    canvas = Canvas(SKY_WARM)
    canvas.wave(470, 40, 170, 0.6, HILL_1)
    canvas.wave(540, 30, 210, 2.4, HILL_2)
    canvas.oval(445, 150, 62, 62, KITE)
    canvas.oval(555, 150, 62, 62, KITE)
    canvas.polygon([(392, 182), (608, 182), (500, 300)], KITE)
    canvas.polygon([(500, 128), (538, 170), (500, 212), (462, 170)], SUN)
    sizes = (240, 165, 230, 150, 235)
    coats = (TEAL, SUN, BLUE, ROSE, HILL_3)
    places = (150, 325, 500, 675, 850)
    hand_y = 480
    for left, right in itertools.pairwise(places):
        canvas.line([(left + 30, hand_y - 30), ((left + right) / 2, hand_y), (right - 30, hand_y - 30)], SKIN, 13)
    for x, size, coat in zip(places, sizes, coats, strict=True):
        canvas.person(x, 585, size, coat, hair=GREY if x == places[-1] else "#3a2f2b")
    return canvas


def river() -> Canvas:
    """A pond with a railing and a lifebuoy."""
    canvas = _outdoors((840, 100))
    canvas.polygon([(0, 600), (0, 470), (300, 440), (700, 455), (1000, 430), (1000, 600)], BLUE)
    for x, y in ((150, 500), (420, 540), (730, 505), (600, 575), (890, 560)):
        canvas.line([(x, y), (x + 40, y - 6), (x + 80, y)], SKY, 4)
    for x in range(20, 1000, 98):
        canvas.box(x, 400, 14, 90, PAPER, 4)
    canvas.box(0, 415, 1000, 12, PAPER, 4)
    canvas.box(0, 450, 1000, 12, PAPER, 4)
    for radius, colour in ((46, KITE), (24, HILL_2)):
        canvas.oval(265, 432, radius, radius, colour)
    for x, foot, size, coat, hair in ((560, 420, 190, TEAL, GREY), (680, 420, 180, ACCENT, "#3a2f2b")):
        canvas.person(x, foot, size, coat, hair=hair)
    canvas.box(0, 415, 1000, 12, PAPER, 4)
    canvas.tree(90, 410, 160)
    canvas.tree(900, 405, 180)
    return canvas


def meeting() -> Canvas:
    """Parents in a circle of chairs."""
    canvas = _indoors(SKY)
    _window(canvas, 70, 80)
    canvas.box(400, 70, 330, 190, PAPER, 10)
    for number, x in enumerate((430, 505, 580, 655)):
        canvas.box(x, 95, 52, 64, (SKY_WARM, HILL_1, SKY, SKY_WARM)[number], 4)
        canvas.oval(x + 26, 122, 14, 14, COATS[number])
    canvas.line([(430, 200), (560, 190), (700, 205)], TEAL, 5)
    canvas.line([(430, 226), (640, 222)], LINE, 5)
    people = (
        (130, 560, 240, KITE), (290, 500, 225, BLUE), (470, 485, 220, ROSE), (650, 490, 225, SUN),
        (820, 540, 240, HILL_3), (560, 598, 215, TEAL), (350, 598, 210, ACCENT),
    )  # fmt: skip
    for x, foot, size, coat in people:
        canvas.person(x, foot, size, coat, hair=GREY if x in {290, 820} else "#3a2f2b")
    return canvas


SCENES: dict[str, tuple[str, Callable[[], Canvas]]] = {
    "kite": ("几个孩子在山坡上放风筝", kite),
    "house": ("山坡上的儿童之家，门前有一条路", house),
    "reading": ("孩子们围着桌子写作业，两位大人在旁边", reading),
    "shelf": ("图书室的书架前，一位老人和两个孩子在看书", shelf),
    "video-call": ("孩子和奶奶看着屏幕，屏幕里是爸爸妈妈", video_call),
    "hands": ("大人和孩子手拉手站成一排", hands),
    "river": ("水塘边装了护栏和救生圈", river),
    "meeting": ("家长们坐成一圈开会，墙上贴着孩子的画", meeting),
}
