"""Each component renders exactly this, and refuses what it does not have."""

from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from pytest_django.asserts import assertHTMLEqual

ICON = '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="{}"/></svg>'
PLUS = ICON.format("M12 4.5v15M4.5 12h15")
CHECK = ICON.format("M4 12.5 9.5 18 20 6.5")
START, END = datetime(2026, 11, 21, 6, 0, tzinfo=UTC), datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def render(source: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Template(source).render(Context(context))


def test_an_icon_is_hidden_from_screen_readers() -> None:
    assert render('{% icon "plus" %}') == PLUS


def test_an_icon_that_is_not_drawn_is_an_error() -> None:
    with pytest.raises(TemplateSyntaxError, match="There is no icon 'unicorn'"):
        render('{% icon "unicorn" %}')


NAMES = (
    "policy calendar heart alert house search phone people check clock pin child list link-hands chart lock eye print "
    "chevron plus edit out menu text-size moon globe mail star book chat"
)


@pytest.mark.parametrize("name", NAMES.split())
def test_every_promised_icon_is_drawn(name: str) -> None:
    assert render("{% icon name %}", name=name).count("<path ") == 1


PIECES = {
    '{% tag "Full" %}': '<span class="tag">Full</span>',
    '{% tag text kind="warn" %}': '<span class="tag warn">&lt;i&gt;</span>',
    '{% button "Send" %}': '<button class="btn">Send</button>',
    '{% button "Add" kind="second" name="do" value="add" icon="plus" %}': (
        f'<button class="btn second" name="do" value="add">{PLUS}Add</button>'
    ),
    '{% button "Report" href=url kind="call" %}': '<a class="btn call" href="/report/?a=1&amp;b=2">Report</a>',
}


@pytest.mark.parametrize("source", PIECES)
def test_small_pieces_leave_no_space_around_them(source: str) -> None:
    assert render(source, text="<i>", url="/report/?a=1&b=2") == PIECES[source]


def test_a_notice_has_a_title_and_what_it_says() -> None:
    assertHTMLEqual(
        render('{% notice kind="ok" title="Sent" %}<p>Thank you.</p>{% endnotice %}'),
        f'<div class="notice ok">{CHECK}<div class="stack"><p class="notice-title">Sent</p>'
        "<p>Thank you.</p></div></div>",
    )


def test_steps_are_said_and_drawn() -> None:
    assertHTMLEqual(
        render("{% steps 2 3 %}"),
        '<p class="steps"><span class="steps-marks" aria-hidden="true"><i class="done"></i><i class="done"></i>'
        "<i></i></span> Step 2 of 3</p>",
    )


@pytest.mark.parametrize(
    "source",
    [
        '{% tag "Full" colour="red" %}',
        '{% tag "Full" kind="red" %}',
        '{% button "Send" onclick="x" %}',
        '{% button "Send" kind="huge" %}',
        '{% notice kind="panic" %}{% endnotice %}',
        '{% notice colour="red" %}{% endnotice %}',
        '{% empty "Nothing" picture="x" %}',
        '{% post "/x/" method="get" %}{% endpost %}',
        '{% field form.name label="x" %}',
        "{% when start until=end %}",
    ],
)
def test_unknown_attributes_and_kinds_are_refused(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        render(source, start=START, end=END)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-hans", '2026年11月21日（周六）<span class="hours">14:00–16:00</span>'),
        ("en", 'Saturday 21 November 2026, <span class="hours">14:00–16:00</span>'),
    ],
)
def test_when_says_day_and_hours_in_local_time(language: str, text: str) -> None:
    assert (
        render("{% when start end %}", language, start=START, end=END)
        == f'<time datetime="2026-11-21T06:00+00:00">{text}</time>'
    )


def test_hours_of_the_morning_stay_on_one_line_too() -> None:
    morning = [datetime(2026, 11, 21, hour, tzinfo=UTC) for hour in (1, 3)]
    said = render("{% when start end %}", "zh-hans", start=morning[0], end=morning[1])
    assert '（周六）<span class="hours">9:00–11:00</span>' in said


def test_when_names_the_other_day_on_which_it_ends_and_an_hour_before_ten_has_one_digit() -> None:
    night = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
    html = render("{% when start end %}", "zh-hans", start=START, end=night)
    assert html.endswith(">2026年11月21日（周六）14:00 – 2026年11月22日（周日）2:00</time>")


def test_day_and_nothing() -> None:
    html = render("{% day day %}|{% day none %}|{% when none %}", "zh-hans", day=date(2026, 11, 22), none=None)
    assert html == '<time datetime="2026-11-22">2026年11月22日（周日）</time>||'


def test_the_day_tile_has_month_number_and_weekday() -> None:
    html = render("{% day_tile start %}", "zh-hans", start=START)
    assertHTMLEqual(html, '<time class="day" datetime="2026-11-21">11月 <b>21</b> <span>周六</span></time>')


def test_in_english_the_weekday_comes_first_and_the_month_last() -> None:
    html = render("{% day_tile start %}", "en", start=START)
    assertHTMLEqual(html, '<time class="day" datetime="2026-11-21">Sat <b>21</b> <span>Nov</span></time>')


def test_facts_leave_out_what_is_not_known() -> None:
    html = render("{% facts pairs %}", pairs=[("Host", "<i>"), ("Fee", ""), ("Seats", 0), ("Until", None)])
    assertHTMLEqual(
        html,
        '<dl class="facts"><div><dt>Host</dt><dd>&lt;i&gt;</dd></div><div><dt>Seats</dt><dd>0</dd></div></dl>',
    )


def test_a_summary_list_says_what_each_change_link_changes() -> None:
    rows = [{"key": "Name", "value": "A\nB", "change_url": "/a/"}, {"key": "Age", "value": "", "change_url": ""}]
    assertHTMLEqual(
        render("{% summary_list rows %}", rows=rows),
        '<dl class="summary"><div><dt>Name</dt><dd>A<br>B</dd><dd class="act"><a href="/a/">Change'
        '<span class="hear">: Name</span></a></dd></div><div><dt>Age</dt><dd>—</dd></div></dl>',
    )


def test_chips_mark_the_filter_that_is_on() -> None:
    items = [{"label": "All", "url": "?", "current": True, "count": 0}, {"label": "Late", "url": "?l=1"}]
    assertHTMLEqual(
        render("{% chips items %}", items=items),
        '<ul class="chips"><li><a class="chip" href="?" aria-current="true">All <b>0</b></a></li>'
        '<li><a class="chip" href="?l=1">Late</a></li></ul>',
    )


def test_pages_keep_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/x/?q=a&page=2")
    html = render("{% pagination page %}", request=request, page=Paginator(range(30), 10).page(2))
    assertHTMLEqual(
        html,
        '<nav class="pages" aria-label="Pages"><a rel="prev" href="?q=a&amp;page=1">Previous page</a>'
        '<p class="pages-now">Page 2 of 3</p>'
        '<ol><li><a href="?q=a&amp;page=1" aria-label="Page 1">1</a></li>'
        '<li><a href="?q=a&amp;page=2" aria-label="Page 2" aria-current="page">2</a></li>'
        '<li><a href="?q=a&amp;page=3" aria-label="Page 3">3</a></li></ol>'
        '<a rel="next" href="?q=a&amp;page=3">Next page</a></nav>',
    )


def test_one_page_needs_no_pages() -> None:
    assert render("{% pagination page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


def test_bars_are_a_table_and_the_longest_fills_its_cell() -> None:
    html = render("{% bars rows 'Visits' %}", rows=[("A", 5, 10), ("B", 0)])
    assert html.count("<caption>Visits") == 1
    assert [part.split('"')[0] for part in html.split('<rect width="')[1:]] == ["100", "50.0", "100", "0.0"]
    assert html.count('d="M100.0 0v10"') == 1


def test_bars_of_nothing_do_not_divide_by_zero() -> None:
    assert render("{% bars rows 'Visits' %}", rows=[("A", 0)]).count('width="0.0"') == 1


def test_an_empty_list_says_what_to_do_next() -> None:
    html = render('{% empty "Nothing yet" "Come back." href="/x/" label="Look" %}')
    assert html.count('<p class="empty-title">Nothing yet</p>') == 1
    assert html.count('<p class="quiet">Come back.</p>') == 1
    assert html.count('<a class="btn second" href="/x/">Look</a>') == 1


def test_chinese_words_on_an_english_page_say_so() -> None:
    assert render("<b{% lang_of name %}></b>", name="石塘镇儿童之家") == '<b lang="zh-Hans"></b>'
    assert render("<b{% lang_of name %}></b>", name="Free of charge") == "<b></b>"
    assert render("<b{% lang_of name %}></b>", language="zh-hans", name="石塘镇儿童之家") == "<b></b>"


@pytest.mark.parametrize("number", ["0571-12355", "0578-12345", "010-12355", "12356"])
def test_a_service_line_is_shown_as_it_is_dialled(number: str) -> None:
    """A formatter that knows telephone plans tears it apart (findings/hotlines-with-area-code.sh)."""
    assert render("{{ number|in_groups }}", number=number) == number
