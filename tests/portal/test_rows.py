"""The rows of a list: one table in which each row opens its record, drawn from plain values."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from pytest_django.asserts import assertHTMLEqual

from portal.components.rows import Act, Column, Listing, Mark, Note, Row, opening

COLUMNS = (Column("Child"), Column("Village"), Column("Places", "number"), Column("State", "end"))


def drawn(*rows: Row, columns: tuple[Column, ...] = COLUMNS, language: str = "en", name: str = "") -> str:
    with translation.override(language):
        context = Context({"listing": Listing(columns, rows, name), "request": RequestFactory().get("/desk/")})
        return Template("{% rows listing %}").render(context)


def body_of(html: str) -> str:
    return html.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]


def test_a_row_is_a_head_that_opens_the_record_and_a_cell_for_each_column() -> None:
    row = Row(
        "Ann", ("Upper", "3/20", Mark("Draft", "warn")), "/a/?b=1&c=2", "12345678", (Mark("High risk", "danger"),)
    )

    assertHTMLEqual(
        drawn(row),
        '<table class="rows n4"><thead><tr><th scope="col">Child</th><th scope="col">Village</th>'
        '<th scope="col" class="number">Places</th><th scope="col" class="end">State</th></tr></thead><tbody><tr>'
        '<th scope="row"><a href="/a/?b=1&amp;c=2">Ann</a> '
        '<span class="tag danger">High risk</span> <small>12345678</small></th><td>Upper</td>'
        '<td class="number" data-label="Places">3/20</td>'
        '<td class="end"><span class="tag warn">Draft</span></td></tr></tbody></table>',
    )


def test_a_row_has_one_link_however_much_it_says() -> None:
    assert body_of(drawn(Row("Ann", ("Upper", "1", "Active"), "/a/", "1", (Mark("x"),)))).count("<a ") == 1


def test_what_has_no_page_of_its_own_is_no_link() -> None:
    assert body_of(drawn(Row("Ann", ("", "", "")))).strip() == (
        '<tr><th scope="row"><b>Ann</b></th><td></td><td class="number" data-label="Places"></td>'
        '<td class="end"></td></tr>'
    )


@pytest.mark.parametrize(
    "where", ["title", "cell", "number", "mark", "note", "about", "label", "value", "head", "name"]
)
def test_whatever_somebody_typed_stays_text(where: str) -> None:
    said = {name: "<i>" if name == where else "x" for name in ("title", "cell", "number", "mark", "note", "label")}
    typed = {name: "<i>" if name == where else "x" for name in ("about", "value", "head", "name")}
    row = Row(
        said["title"],
        (said["cell"],),
        "/a/",
        said["number"],
        (Mark(said["mark"]),),
        (Note(said["note"], "/n/", typed["about"]),),
        (Act(said["label"], "/p/", typed["about"], post=True, name="do", value=typed["value"]),),
    )

    html = drawn(row, columns=(Column("Child"), Column(typed["head"], "number")), name=typed["name"])

    assert "<i>" not in html
    assert "&lt;i&gt;" in html


def test_a_time_that_is_marked_up_already_is_left_as_it_is() -> None:
    assert '<td><time datetime="2026-11-28">today</time></td>' in drawn(
        Row("Ann", (SafeString('<time datetime="2026-11-28">today</time>'), "", ""))
    )


def test_several_things_in_one_cell_stand_apart() -> None:
    assert '<td><span class="tag">Paused</span> since Monday</td>' in drawn(
        Row("Ann", ((Mark("Paused"), "since Monday"), "", ""))
    )


def test_what_can_be_done_says_with_whom_and_its_column_has_a_head() -> None:
    html = drawn(Row("Ann", ("", "", ""), acts=(Act("End this role", "/end/", "Ann"),)), Row("Ben", ("", "", "")))

    assert '<td class="act"><a href="/end/">End this role<span class="hear">: Ann</span></a></td>' in html
    assert html.count('<td class="act"></td>') == 1
    assert html.count('<th scope="col" class="act"><span class="hear">What to do</span></th>') == 1


def test_what_is_done_at_once_is_a_button_of_a_form() -> None:
    act = Act("Send again", "/again/", "Ann", post=True, name="message", value="7")
    html = drawn(Row("Ann", ("", "", ""), acts=(act,)))

    assert '<form method="post" action="/again/"' in html
    assert 'name="once"' in html
    assert (
        '<button class="btn quiet" name="message" value="7">Send again<span class="hear">: Ann</span></button>' in html
    )


def test_notes_stand_below_the_title_perhaps_with_their_own_link() -> None:
    html = drawn(Row("Ann", ("", "", ""), notes=(Note("Given by Ben"), Note("Enter it", "/id/", "Ann"))))

    assert '<span class="note">Given by Ben</span>' in html
    assert '<span class="note"><a href="/id/">Enter it<span class="hear">: Ann</span></a></span>' in html


def test_a_name_for_those_who_hear_the_list() -> None:
    assert '<caption class="hear">Those who wait</caption>' in drawn(Row("Ann", ("", "", "")), name="Those who wait")


def test_chinese_names_on_an_english_page_are_read_as_chinese() -> None:
    row = Row("测试童", ("上村", "", Mark("草稿")), "/a/")

    assert '<a href="/a/" lang="zh-Hans">测试童</a>' in drawn(row)
    assert '<td lang="zh-Hans">上村</td>' in drawn(row)
    assert '<span class="tag" lang="zh-Hans">草稿</span>' in drawn(row)
    assert "lang=" not in drawn(row, language="zh-hans")


@pytest.mark.parametrize(
    ("columns", "cell"),
    [((Column("Child"), Column("State", "huge")), ""), ((Column("Child"), Column("State")), Mark("x", "huge"))],
    ids=["column", "mark"],
)
def test_a_kind_that_there_is_not_is_refused(columns: tuple[Column, ...], cell: str | Mark) -> None:
    with pytest.raises(TemplateSyntaxError, match="rows has no kind 'huge'"):
        drawn(Row("Ann", (cell,)), columns=columns)


def test_a_row_with_a_cell_too_few_is_a_mistake_of_the_view() -> None:
    with pytest.raises(ValueError, match="shorter"):
        drawn(Row("Ann", ("Upper",)))


def test_a_listing_without_rows_is_empty() -> None:
    assert not Listing(COLUMNS)
    assert Listing(COLUMNS, [Row("Ann", ("", "", ""))])


def test_the_addresses_of_a_list_are_those_of_its_records() -> None:
    one = uuid4()
    assert opening("children:detail")(one) == reverse("children:detail", args=[one])


def test_a_small_table_names_each_cell_but_the_one_that_names_the_line() -> None:
    context = Context({"heads": ["Who", "Came"], "lines": [("<i>", "")]})
    html = Template("{% sheet heads lines 'Called' %}").render(context)

    assert "<caption>Called</caption>" in html
    assert '<thead><tr><th scope="col">Who</th><th scope="col">Came</th></tr></thead>' in html
    assert '<tr><td data-label="">&lt;i&gt;</td><td data-label="Came"></td></tr>' in html


def test_a_small_table_without_heads_has_none() -> None:
    html = Template("{% sheet '' lines %}").render(Context({"lines": [("Ann", "17")]}))

    assertHTMLEqual(
        html,
        '<table class="table"><tbody><tr><td data-label="">Ann</td><td data-label="">17</td></tr></tbody></table>',
    )


def test_finding_a_record_is_sent_and_stands_in_no_address() -> None:
    context = Context({"request": RequestFactory().get("/desk/"), "csrf_token": "x" * 64})
    context["text"] = '"<i>'
    html = Template("{% finder '/desk/children/' 'Full name' text %}").render(context)

    assert '<form class="search" role="search" method="post" action="/desk/children/">' in html
    assert '<label class="hear" for="q">Full name</label>' in html
    assert 'value="&quot;&lt;i&gt;"' in html
    assert "csrfmiddlewaretoken" in html
