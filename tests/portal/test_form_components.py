"""Forms: what is wrong stands beside the field and in the summary, in the same words."""

import re

from django import forms
from django.template import Context, Template
from django.utils import translation
from pytest_django.asserts import assertHTMLEqual


class Visit(forms.Form):
    name = forms.CharField(label="姓名", help_text="和身份证上一样")
    note = forms.CharField(label="备注", required=False)
    days = forms.MultipleChoiceField(
        label="有空的日子", choices=[("6", "周六"), ("7", "周日")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="我同意")
    token = forms.CharField(widget=forms.HiddenInput, required=False, initial="t")

    def clean_note(self) -> str:
        if self.cleaned_data["note"] == "bad":
            raise forms.ValidationError("备注太短。")
        return self.cleaned_data["note"]

    def clean(self) -> None:
        self.add_error(None, "这一天已经约满。")


def render(source: str, form: forms.Form, language: str = "zh-hans") -> str:
    with translation.override(language):
        return Template(source).render(Context({"form": form, "csrf_token": "T" * 32}))


def test_a_field_ties_label_and_hint_to_its_control() -> None:
    assertHTMLEqual(
        render("{% field form.name %}", Visit(), "en"),
        '<div class="field"><label for="id_name">姓名</label><p class="hint" id="id_name_helptext">和身份证上一样</p>'
        '<input type="text" name="name" required aria-describedby="id_name_helptext" id="id_name"></div>',
    )


def test_a_field_that_may_stay_empty_says_so() -> None:
    assertHTMLEqual(
        render("{% field form.note %}", Visit(), "en"),
        '<div class="field"><label for="id_note">备注 <span class="optional">(optional)</span></label>'
        '<input type="text" name="note" id="id_note"></div>',
    )


def test_an_error_is_tied_to_its_control_and_what_was_typed_stays() -> None:
    html = render("{% field form.note %}", Visit({"note": "bad"}), "en")
    assert re.search(r'<p class="error" id="id_note_error">.*备注太短。', html, re.DOTALL)
    assertHTMLEqual(
        re.findall(r"<input[^>]*>", html)[0],
        '<input type="text" name="note" value="bad" aria-invalid="true" aria-describedby="id_note_error" id="id_note">',
    )


def test_a_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    html = render("{% field form.days %}", Visit({}), "en")
    assert html.count('<fieldset class="field bad" aria-describedby="id_days_error">') == 1
    assert html.count("<legend>有空的日子</legend>") == 1


def test_the_summary_links_to_every_field_in_the_words_beside_it() -> None:
    form = Visit({"note": "bad"})
    lines = re.findall(r"<li>(.*?)</li>", render("{% form_errors form %}", form))
    assert lines == [
        "这一天已经约满。",
        '<a href="#id_name">请填写：姓名。</a>',
        '<a href="#id_note">备注太短。</a>',
        '<a href="#id_days_0">请选择：有空的日子。</a>',
        '<a href="#id_agreed">请勾选“我同意”。</a>',
    ]
    beside = render("{% fields form %}", form)
    assert [beside.count(re.sub("<.*?>", "", line)) for line in lines[1:]] == [1, 1, 1, 1]


class Question(forms.Form):
    why = forms.CharField(label="为什么想来帮忙？")
    when = forms.ChoiceField(label="什么时候有空?", choices=[("6", "周六")])


def test_a_question_that_was_left_out_stays_a_question() -> None:
    lines = re.findall(r">([^<]+)</a>", render("{% form_errors form %}", Question({}), "en"))
    assert lines == ["Please answer: 为什么想来帮忙？", "Please answer: 什么时候有空?"]


def test_the_summary_takes_the_focus() -> None:
    html = render("{% form_errors form %}", Visit({}))
    assert html.count('<div class="error-summary" role="alert" tabindex="-1" autofocus>') == 1


def test_a_form_without_errors_has_no_summary() -> None:
    assert render("{% form_errors form %}", Visit()).strip() == ""


def test_fields_shows_visible_fields_in_order_and_hidden_ones_bare() -> None:
    html = render("{% fields form %}", Visit())
    assert re.findall(r'name="(\w+)"', html) == ["name", "note", "days", "days", "agreed", "token"]
    assert html.count("<label") == 5


def test_post_carries_the_csrf_token_and_a_key_of_its_own() -> None:
    first, second = (render('{% post "/x/" %}<p>hi</p>{% endpost %}', Visit(), "en") for _ in range(2))
    keys = [re.findall(r'name="once" value="([0-9a-f-]{36})"', html) for html in (first, second)]
    assert len(keys[0]) == len(keys[1]) == 1
    assert keys[0] != keys[1]
    assertHTMLEqual(
        first,
        '<form method="post" action="/x/" autocomplete="off" novalidate>'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{"T" * 32}">'
        f'<input type="hidden" name="once" value="{keys[0][0]}"><p>hi</p></form>',
    )


def test_post_without_an_address_goes_to_the_page_it_stands_on() -> None:
    html = render('{% post "" files=True %}{% endpost %}', Visit())
    assert html.startswith('<form method="post" enctype="multipart/form-data" autocomplete="off" novalidate>')
