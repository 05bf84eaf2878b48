"""What is the same on many pages is drawn once, and never for anybody for whom it would be another."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.template.base import TextNode
from django.utils import timezone, translation

from portal.components.kept import MOST
from portal.pagecache import fragments
from portal.pagecache.generations import FileStamp
from portal.pagecache.lasting import noting, shows_until
from tests.pagecache.conftest import clock  # noqa: F401  a fixture


class Counted:
    """What a template asks, and how often."""

    def __init__(self, ends=None) -> None:
        self.asked, self.ends = 0, ends

    def __str__(self) -> str:
        self.asked += 1
        shows_until(self.ends)
        return f"drawn {self.asked}"


def draw(template: Template, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return template.render(Context(context))


@pytest.fixture
def stamp(monkeypatch, tmp_path, transactional_db) -> FileStamp:
    made = FileStamp(tmp_path / "stamp")
    monkeypatch.setattr(fragments, "stamp", made)
    return made


def test_an_icon_named_in_the_template_is_text_from_then_on() -> None:
    named, chosen = Template('{% icon "plus" %}'), Template("{% icon name %}")

    assert [isinstance(template.nodelist[0], TextNode) for template in (named, chosen)] == [True, False]


class TestKept:
    def test_is_drawn_once_for_each_value_and_language(self):
        template, inside = Template("{% kept who %}{{ inside }}{% endkept %}"), Counted()
        asked = [("a", "en"), ("a", "en"), ("b", "en"), ("a", "zh-hans"), ("a", "en")]

        assert [draw(template, language, who=who, inside=inside) for who, language in asked] == [
            f"drawn {number}" for number in (1, 1, 2, 3, 1)
        ]

    def test_keeps_few(self):
        template, inside = Template("{% kept who %}{{ inside }}{% endkept %}"), Counted()
        for who in range(MOST * 3):
            draw(template, who=who, inside=inside)

        assert len(template.nodelist[0]._drawn) <= MOST

    def test_the_foot_of_a_page_without_a_database_is_not_that_of_the_others(self):
        template = Template('{% include "parts/foot.html" %}')
        lines = [[{"number": number, "name": "Help"}] for number in ("110", "12345", "110")]
        first, second, third = (draw(template, hotlines=line, home_url="/", masthead="x") for line in lines)

        assert (first == third, "tel:110" in first, "tel:110" in second) == (True, True, False)


class TestShared:
    def test_is_drawn_once_a_generation_of_anything_or_of_a_figure(self, stamp):
        template, inside = Template("{% shared who %}{{ inside }}{% endshared %}"), Counted()
        seen = [draw(template, who=who, inside=inside) for who in "aab"]
        for change in (stamp.bump, stamp.renew):
            change()
            seen += [draw(template, who="a", inside=inside) for _ in range(2)]

        assert seen == [f"drawn {number}" for number in (1, 1, 2, 3, 3, 4, 4)]

    def test_ends_after_a_minute_and_when_anything_ends_that_it_shows(self, stamp, clock):  # noqa: F811
        plain, ending = Counted(), Counted(timezone.now() + timedelta(seconds=20))
        template = Template("{% shared which %}{{ inside }}{% endshared %}")
        seen = []
        for _ in range(4):
            seen.append([draw(template, which=which, inside=inside) for which, inside in enumerate((plain, ending))])
            clock.go_on(21)

        assert seen == [["drawn 1", f"drawn {number}"] for number in (1, 2, 3)] + [["drawn 2", "drawn 4"]]

    def test_a_page_that_takes_it_from_memory_ends_with_it_too(self, stamp, clock):  # noqa: F811
        ends = timezone.now() + timedelta(seconds=20)
        template, inside = Template("{% shared %}{{ inside }}{% endshared %}"), Counted(ends)
        draw(template, inside=inside)
        with noting() as shown:
            draw(template, inside=inside)

        assert (inside.asked, shown) == (1, [ends])

    def test_a_preview_is_always_drawn(self, stamp):
        template, inside = Template("{% shared %}{{ inside }}{% endshared %}"), Counted()
        draw(template, inside=inside)

        assert draw(template, inside=inside, request=SimpleNamespace(is_preview=True)) == "drawn 2"


def test_what_is_drawn_inside_a_transaction_is_shared_with_nobody(db):
    template, inside = Template("{% shared %}{{ inside }}{% endshared %}"), Counted()

    assert [draw(template, inside=inside) for _ in range(2)] == ["drawn 1", "drawn 2"]
