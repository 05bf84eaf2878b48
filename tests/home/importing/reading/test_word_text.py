"""The text of a Word paragraph: what is shown stays, what is not is listed, what cannot be kept is marked."""

import pytest
from lxml import etree

from home.importing.domain.reading.lines import Line, Read
from home.importing.domain.reading.word_styles import Styles
from home.importing.domain.reading.word_text import Text

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def xml(text):
    return etree.fromstring(f'<w:p xmlns:w="{W}">{text}</w:p>')


def run(text, looks=""):
    return f"<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>"


def boxes(elements):
    """What stands in a text box or a note: each of its texts is a line."""
    for element in elements:
        for part in element.iter(f"{{{W}}}t"):
            yield Line(part.text, "p")


@pytest.fixture
def text():
    return Text(Read(), Styles([]), boxes)


def read(text, content):
    """The words of a paragraph, and the lines of boxes and notes in it."""
    inner: list[Line] = []
    return text.of_paragraph(xml(content), "", inner), [line.text for line in inner]


def test_runs_follow_each_other_with_their_breaks(text):
    content = (
        run("甲")
        + "<w:r><w:tab/></w:r>"
        + run("乙")
        + "<w:r><w:br/></w:r>"
        + run("3")
        + "<w:r><w:noBreakHyphen/></w:r>"
    )

    assert read(text, content) == ("甲 乙\n3-", [])


@pytest.mark.parametrize("gone", ["del", "moveFrom"])
def test_deleted_text_is_not_shown_but_listed(gone, text):
    content = f"{run('留')}<w:{gone}><w:r><w:delText>删去的话</w:delText></w:r></w:{gone}>"

    assert read(text, content) == ("留", [])
    assert (text.found.dropped, text.found.notes) == (["删去的话"], [("not_shown", "删去的话")])


def test_hidden_text_is_listed_unless_it_is_switched_on_again(text):
    assert read(text, run("看不见", "<w:vanish/>") + run("看得见", '<w:vanish w:val="0"/>')) == ("看得见", [])
    assert text.found.dropped == ["看不见"]


def test_text_that_somebody_added_stays_and_is_marked_once(text):
    content = f"<w:ins>{run('加上')}</w:ins>"

    assert [read(text, content)[0] for _ in range(2)] == ["加上", "加上"]
    assert text.found.notes == [("tracked", "加上")]


def test_a_field_is_its_result_and_not_its_code(text):
    content = "<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("3")

    assert read(text, content) == ("3", [])


def test_a_table_of_contents_stays_open_from_one_paragraph_to_the_next(text):
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> toc \\o</w:instrText></w:r>'
    seen = []
    for content in (begin + run("第一章"), run("第二章"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>', run("正文")):
        read(text, content)
        seen.append(text.in_contents)

    assert seen == [True, True, True, False]


@pytest.mark.parametrize(("kind", "name"), [("footnoteReference", "footnotes"), ("endnoteReference", "endnotes")])
def test_a_note_is_numbered_and_follows_its_paragraph(kind, name, text):
    text.notes = {(name, "4"): xml(run("见附件"))}
    reference = f'<w:r><w:{kind} w:id="4"/></w:r>'

    assert read(text, run("补贴") + reference) == ("补贴［注1］", ["［注1］见附件"])
    assert read(text, run("再说") + reference) == ("再说", [])


def test_what_stands_in_a_box_follows_and_is_not_in_the_sentence(text):
    assert read(text, run("外") + f"<w:r><w:txbxContent>{run('里')}</w:txbxContent></w:r>") == ("外", ["里"])


def test_the_reading_of_a_character_is_left_out_and_listed(text):
    assert read(text, f"<w:ruby><w:rt>{run('tóng')}</w:rt><w:rubyBase>{run('童')}</w:rubyBase></w:ruby>") == ("童", [])
    assert text.found.dropped == ["tóng"]


def test_a_formula_is_written_in_one_line_and_marked(text):
    part = "<w:oMath><w:f><w:num>{}</w:num><w:den>{}</w:den></w:f></w:oMath>"

    assert read(text, part.format(run("收入"), run("12")))[0] == "(收入)/12"
    assert text.found.notes == [("formula", "(收入)/12")]
    power = f"<w:sSup><w:e>{run('x')}</w:e><w:sup>{run('2')}</w:sup></w:sSup>"
    assert read(text, power)[0] == "x^2"


def test_a_picture_is_marked_and_a_line_that_is_only_drawn_is_not(text):
    read(text, run("图：") + "<w:r><w:drawing><w:blip/></w:drawing></w:r>")
    read(text, run("线：") + "<w:r><w:drawing><w:line/></w:drawing></w:r>")

    assert text.found.notes == [("picture_left_out", "图：")]


def test_a_raised_figure_stays_raised(text):
    assert read(text, run("60m") + run("2", '<w:vertAlign w:val="superscript"/>'))[0] == "60m²"


def test_a_paragraph_looks_as_most_of_its_letters_do(text):
    read(text, run("短", '<w:sz w:val="44"/>') + run("长得多的一段", '<w:sz w:val="32"/><w:b/>'))

    assert text.look == (32, True)


@pytest.mark.parametrize(("code", "shown"), [("4E2D", "中"), ("zz", "\ufffd"), ("FFFFFFFF", "\ufffd")])
def test_a_sign_by_its_number_is_that_sign_or_none_that_is_known(code, shown, text):
    assert read(text, f'<w:r><w:sym w:font="" w:char="{code}"/></w:r>')[0] == shown
