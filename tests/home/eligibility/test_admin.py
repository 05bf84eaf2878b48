"""A county clerk keeps the rules in the admin: a draft, its trial on the cases, the decision, the next version."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import admin_menu

from children.ledger.models import LeftBehindRule
from home.models import EligibilityCase, EligibilityCondition, EligibilityRule
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.changes.rule_versions import AlreadyDecided, VersionState
from portal.eligibility.enums import Circumstance, ConditionKind

pytestmark = pytest.mark.django_db
RULES = "wagtailsnippets_home_eligibilityrule"


def trial(version) -> str:
    kind = "definition" if isinstance(version, LeftBehindRule) else "rule"
    return reverse("check_rule_trial", args=[kind, version.pk])


def follow(editor, version):
    editor.post(trial(version) + "next/")
    return type(version).objects.exclude(pk=version.pk).latest("pk")


def sent(editor, url) -> dict[str, str | list[str]]:
    """What a browser would send from the form of that page."""
    form = editor.get(url).context["form"]
    forms = [form, *(inner for formset in getattr(form, "formsets", {}).values() for inner in formset.forms)]
    data = {}
    for formset in getattr(form, "formsets", {}).values():
        data |= {formset.management_form.add_prefix(n): v for n, v in formset.management_form.initial.items()}
    for each in forms:
        for name in each.fields:
            value = each[name].value()
            data[each.add_prefix(name)] = "" if value is None else value
    return data


def test_the_menu_leads_an_editor_to_rules_definition_and_cases(editor):
    request = RequestFactory().get("/admin/")
    request.user = User.objects.get()

    assert "check-rules" in {item.name for item in admin_menu.menu_items_for_request(request)}
    for address in (RULES, "wagtailsnippets_children_leftbehindrule", "wagtailsnippets_home_eligibilitycase"):
        assert editor.get(reverse(f"{address}:list")).status_code == 200


def test_nobody_else_may_look_at_a_trial(staff, sign_in, client):
    rule = EligibilityRule.objects.get(subject="orphan")

    assert client.get(trial(rule)).status_code == 302
    assert sign_in(staff(Role.COUNTY_OFFICER)).get(trial(rule)).status_code in {302, 403, 404}


def test_the_next_version_begins_with_what_the_last_one_says(editor):
    old = EligibilityRule.objects.get(subject="orphan")

    new = follow(editor, old)

    assert (new.version, new.state, old.conditions.count()) == ("2010-54.2", VersionState.DRAFT, 2)
    assert [(c.kind, c.number, c.values) for c in new.conditions.all()] == [
        (c.kind, c.number, c.values) for c in old.conditions.all()
    ]


def test_a_double_click_makes_one_next_version(editor):
    rule = EligibilityRule.objects.get(subject="orphan")
    once = re.search(r'name="once" value="([^"]+)"', editor.get(trial(rule)).content.decode())[1]
    address = reverse("check_rule_follow", args=["rule", rule.pk])

    first, second = (editor.post(address, {"once": once}).url for _click in range(2))

    assert (second, EligibilityRule.objects.filter(subject="orphan").count()) == (first, 2)


def test_a_clerk_changes_a_draft_sees_what_it_changes_and_lets_it_count(editor):
    draft = follow(editor, EligibilityRule.objects.get(subject="own-condition"))
    edit = reverse(f"{RULES}:edit", args=[draft.pk])
    data = sent(editor, edit) | {"conditions-0-number": "17", "effective_from": str(timezone.localdate())}

    saved = editor.post(edit, data)
    page = editor.get(trial(draft)).content.decode()
    refused = editor.post(trial(draft), {"why": ""}).content.decode()
    editor.post(trial(draft), {"why": "县里的新办法（测试）"})

    assert saved.url == trial(draft)
    assert "共 12 个案例：1 个结果会变，1 个对不上" in page
    assert "请写明为什么仍然要让这个版本生效" in refused
    draft.refresh_from_db()
    assert (draft.state, draft.failing_cases, draft.why_despite) == ("decided", 1, "县里的新办法（测试）")
    assert draft.conditions.get(kind="age_below").number == 17


def test_a_decided_version_opens_its_trial_instead_of_a_form(editor):
    rule = EligibilityRule.objects.get(subject="orphan")

    answers = [
        editor.get(reverse(f"{RULES}:edit", args=[rule.pk])),
        editor.post(reverse(f"{RULES}:edit", args=[rule.pk]), {"name": "别的"}),
        editor.post(reverse(f"{RULES}:delete", args=[rule.pk])),
    ]

    assert [answer.url for answer in answers] == [trial(rule)] * 3
    assert EligibilityRule.objects.get(pk=rule.pk).name == "孤儿"


def test_no_code_changes_or_deletes_a_decided_version_by_mistake():
    rule = EligibilityRule.objects.get(subject="orphan")

    with pytest.raises(AlreadyDecided):
        rule.save()
    with pytest.raises(AlreadyDecided):
        rule.delete()


def test_the_ledgers_definition_is_changed_in_the_same_way(editor):
    draft = follow(editor, LeftBehindRule.objects.get())
    edit = reverse("wagtailsnippets_children_leftbehindrule:edit", args=[draft.pk])

    editor.post(edit, sent(editor, edit) | {"months_away": "3"})
    page = editor.get(trial(draft)).content.decode()

    assert "差一天满六个月" in page
    assert LeftBehindRule.objects.get(pk=draft.pk).months_away == 3
    assert draft.effective_from == timezone.localdate() + timedelta(days=1)


def test_a_case_is_written_in_the_words_of_the_questions(editor):
    address = reverse("wagtailsnippets_home_eligibilitycase:add")
    family = {"name": "测试家庭", "on": "2026-11-22", "born": "２０１５年3月7日", "mother": "away", "father": "unknown"}

    response = editor.post(address, family | {"since": "", "circumstances": ["illness"], "found": ["difficulty-own"]})

    assert response.status_code == 302
    case = EligibilityCase.objects.get(name="测试家庭")
    assert case.answers == {
        "born": "2015-03-07",
        "mother": "away",
        "father": "unknown",
        "since": "unknown",
        "circumstances": ["illness"],
        "dangers": [],
    }
    assert case.expected == ["difficulty-own"]
    page = editor.get(reverse("wagtailsnippets_home_eligibilitycase:edit", args=[case.pk])).content.decode()
    assert 'value="2015-03-07"' in page


def test_a_case_with_an_impossible_date_is_refused(editor):
    address = reverse("wagtailsnippets_home_eligibilitycase:add")

    response = editor.post(address, {"name": "x", "on": "2026-11-22", "born": "2015-2-30", "mother": "away"})

    assert "例如 2015-3-7" in response.content.decode()
    assert not EligibilityCase.objects.filter(name="x").exists()


WORDS = {"because": "因", "because_en": "a", "not_because": "不", "not_because_en": "b"}


@pytest.mark.parametrize(
    ("kind", "given", "wrong"),
    [
        (ConditionKind.AGE_BELOW, {"number": 18}, set()),
        (ConditionKind.AGE_BELOW, {}, {"number"}),
        (ConditionKind.AGE_BELOW, {"number": 18, "values": ["illness"]}, {"values"}),
        (ConditionKind.CIRCUMSTANCE, {"values": [Circumstance.ILLNESS]}, set()),
        (ConditionKind.CIRCUMSTANCE, {}, {"values"}),
        (ConditionKind.CIRCUMSTANCE, {"values": ["dead"]}, {"values"}),
        (ConditionKind.CIRCUMSTANCE, {"values": ["illness"], "number": 3}, {"number"}),
        (ConditionKind.AGE_BELOW, {"number": 18, "because": "孩子{年龄}"}, {"because"}),
        (ConditionKind.AGE_BELOW, {"number": 18, "because": "孩子{age"}, {"because"}),
    ],
)
def test_a_condition_holds_what_its_kind_needs_and_nothing_else(kind, given, wrong):
    condition = EligibilityCondition(kind=kind, **WORDS | given)
    errors = {}
    try:
        condition.clean()
    except ValidationError as error:
        errors = error.message_dict

    assert set(errors) == wrong
