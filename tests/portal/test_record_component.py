"""The page of one record: its pieces draw exactly this."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone, translation
from pytest_django.asserts import assertHTMLEqual

from portal.components.record import LATEST, Act, Awaited, Card, Contact, Head, Line, Mark, Moment, Record

TODAY = timezone.localdate()


def render(source: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Template(source).render(Context(context))


def test_the_head_has_a_name_marks_one_line_and_one_primary_action() -> None:
    head = Head(
        "Name", [Mark("High risk", "danger")], ["9 years", "", "File 1"], [Act("Write", "/w/"), Act("Call", "tel:110")]
    )

    assertHTMLEqual(
        render("{% record_head head %}", head=head),
        '<div class="rec-head"><h1>Name</h1> <span class="tag danger">High risk</span></div>'
        '<p class="rec-line"><span>9 years</span><span>File 1</span></p>'
        '<div class="acts"><a class="btn" href="/w/">Write</a><a class="btn second" href="tel:110">Call</a></div>',
    )


def test_what_is_rarely_done_is_folded_away() -> None:
    html = render("{% record_head head %}", head=Head("Name", more=[Act("Close", "/c/")]))

    assert html.count("<details") == 1
    assert html.index("<summary>More</summary>") < html.index('href="/c/"')


def test_a_record_without_anything_to_do_has_no_empty_row_of_buttons() -> None:
    assert 'class="acts"' not in render("{% record_head head %}", head=Head("Name"))


def test_an_act_that_changes_something_is_sent_and_not_followed() -> None:
    html = render("{% record_act act %}", act=Act("Confirm", "/c/", post=True, name="do", value="x"), csrf_token="t")

    assert html.count('<form method="post" action="/c/"') == 1
    assert html.count('<button class="btn" name="do" value="x">Confirm</button>') == 1
    assert html.count('name="csrfmiddlewaretoken" value="t"') == 1


def test_what_is_due_is_late_before_soon_and_says_its_age() -> None:
    due = [
        Awaited("Later"),
        Awaited("Soon", "by Friday", "soon"),
        Awaited("Late", urgency="late", since=timezone.now() - timedelta(days=12), act=Act("Write", "/w/")),
    ]
    html = render("{% record_due due %}", due=due)

    assert [html.index(f"<b>{title}</b>") for title in ("Late", "Soon", "Later")] == sorted(
        html.index(f"<b>{title}</b>") for title in ("Late", "Soon", "Later")
    )
    assert html.count('<li class="late">') == html.count("<small>waiting for 12 days</small>") == 1
    assert render("{% record_due due %}", due=[]).strip() == ""


@pytest.mark.parametrize(
    ("stored", "dial", "shown"),
    [
        ("13800000001", "13800000001", "138 0000 0001"),
        ("0578-0000001", "05780000001", "0578 000 0001"),
        ("cannot be read", "", "cannot be read"),
        ("", "", ""),
    ],
)
def test_a_contact_is_tapped_to_be_called(stored: str, dial: str, shown: str) -> None:
    one = Contact("Grandmother", stored, "at home")

    assert (one.dial, one.shown) == (dial, shown)
    assert ("tel:" in render("{% record_cards cards %}", cards=[Card("People", contacts=[one])])) == bool(dial)


def test_a_card_that_says_nothing_is_not_drawn() -> None:
    cards = [Card("Empty", facts=[("School", ""), ("Grade", None)]), Card("Full", facts=[("School", "A")])]
    html = render("{% record_cards cards %}", cards=cards)

    assert (html.count("<section"), html.count("<h2>Full</h2>"), html.count("<dt>School</dt>")) == (1, 1, 1)


def test_lines_of_a_card_lead_somewhere_and_older_ones_are_folded() -> None:
    card = Card("Pairings", lines=[Line("Volunteer 1", "/v/", "tutoring", [Mark("Active")])], earlier=[Line("Old")])
    html = render("{% record_cards cards %}", cards=[card])

    assert html.count('<a href="/v/">Volunteer 1</a>') == html.count('<span class="tag">Active</span>') == 1
    assert html.index("<details>") < html.index("Old")


def test_the_story_begins_with_the_latest_and_folds_what_is_long_ago() -> None:
    moments = [Moment(TODAY - timedelta(days=day), f"day {day}") for day in range(LATEST + 2)]
    html = render('{% record_story moments "What happened" %}', moments=moments)

    assert html.index("day 0") < html.index("day 1") < html.index("<details>") < html.index(f"day {LATEST}")
    assert html.count("<time ") == LATEST + 2


def test_of_one_day_what_was_named_last_stands_first() -> None:
    moments = [Moment(TODAY, "first"), Moment(TODAY, "second")]
    html = render('{% record_story moments "x" %}', moments=moments)

    assert html.index("second") < html.index("first")


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("zh-hans", date(2020, 11, 8), "2020年11月8日"),
        ("en", date(2020, 11, 8), "8 November 2020"),
        ("zh-hans", TODAY, f"{TODAY.month}月{TODAY.day}日"),
    ],
)
def test_a_day_of_this_year_needs_no_year(language: str, day: date, said: str) -> None:
    html = render('{% record_story moments "x" %}', language, moments=[Moment(day, "y")])

    assert f'<time datetime="{day:%Y-%m-%d}">{said}</time>' in html


def test_what_went_wrong_and_what_only_went_on_in_the_books_look_apart() -> None:
    moments = [Moment(TODAY, "a", kind="bad"), Moment(TODAY, "b", kind="soft"), Moment(TODAY, "c")]
    html = render('{% record_story moments "x" %}', moments=moments)

    assert (html.count('<li class="bad">'), html.count('<li class="soft">'), html.count("<li>")) == (1, 1, 1)


def test_nothing_that_is_shown_is_taken_for_markup() -> None:
    card = Card("<i>", "", [("<i>", "<i>")], [Contact("<i>", "<i>", "<i>")], [Line("<i>", note="<i>")], note="<i>")
    record = Record(
        Head("<i>", [Mark("<i>")], ["<i>"], [Act("<i>", "/?a=1&b=2")]),
        due=[Awaited("<i>", "<i>")],
        cards=[card],
        moments=[Moment(TODAY, "<i>", "<i>", "<i>")],
        story="<i>",
    )
    html = render('{% include "components/record.html" %}', record=record)

    assert "<i>" not in html
    assert html.count("&lt;i&gt;") == 19


def test_a_kind_that_no_tag_has_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError):
        render("{% record_head head %}", head=Head("x", [Mark("y", "pink")]))
