"""One policy's page: whether it holds stands at the top, its neighbours are named, and what changed can be read."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model

from home.models import HomePage, PolicyAttachment, PolicyBasis
from home.policies.domain.changes import Section, compare
from portal.accounts.enums import Role
from tests.factories import home as make

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def html(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def data_of(text):
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert len(blocks) == 1
    return {each["@type"]: each for each in json.loads(blocks[0])["@graph"]}


@pytest.mark.parametrize(
    ("dates", "on", "words"),
    [
        ({"in_force_from": date(2018, 1, 1)}, "2017-12-31", "这份政策还没有施行。"),
        ({"in_force_from": date(2018, 1, 1)}, "2018-01-01", "这份政策有效。"),
        ({"in_force_from": date(2018, 1, 1), "repealed_on": date(2020, 1, 1)}, "2020-01-01", "已经废止了。"),
        ({"in_force_from": date(2018, 1, 1), "in_force_until": date(2019, 1, 1)}, "2019-01-02", "已经过了有效期。"),
    ],
)
def test_the_page_says_plainly_what_it_was_worth_on_the_day_asked_about(client, db, dates, on, words):
    make.policy("p", **dates)
    assert words in html(client, f"/policies/p/?on={on}")


def test_a_day_that_does_not_exist_is_left_alone(client, db):
    make.policy("p")
    assert "这一天" not in html(client, "/policies/p/?on=2018-02-30")


def test_whether_it_holds_stands_before_everything_else(client, db):
    make.policy("p", in_force_from=date(2020, 3, 1), summary="一句话说明", fact_cost="不收钱")
    text = html(client, "/policies/p/").split("<h1>")[1]
    places = [text.index(words) for words in ("有效</span>", "2020年3月1日", "一句话说明", "不收钱")]
    assert places == sorted(places)


def test_both_sides_name_one_another_with_the_day(client, db):
    law, change = (
        make.policy("law", title="老办法"),
        make.policy("change", title="修改决定", in_force_from=date(2022, 1, 1)),
    )
    make.relation(change, "amends", law, parts="第三条")
    assert re.search(
        r"2022年1月1日</span><br>修改 <a href=\"/policies/law/\">老办法</a> <span[^>]*>改的是第三条",
        html(client, "/policies/change/"),
    )
    other = html(client, "/policies/law/")
    assert re.search(r"2022年1月1日</span><br>被修改 <a href=\"/policies/change/\">修改决定</a>", other)
    assert "2022年1月1日经下列文件修改：" in other


def test_an_unpublished_document_is_named_nowhere(client, db):
    law, draft = make.policy("law"), make.policy("draft", title="还没发布的决定")
    make.relation(draft, "repeals", law)
    draft.unpublish()
    assert "还没发布的决定" not in html(client, "/policies/law/")


def test_steps_files_and_legal_basis_are_shown(client, db):
    page, law = make.policy("p"), make.policy("law", title="上位法")
    page.steps = [
        ("step", {"title": "到村里登记", "text": "<p>找儿童主任</p>"}),
        ("step", {"title": "等回复", "text": ""}),
    ]
    form = get_document_model().objects.create(
        title="申请表", file=ContentFile(b"%PDF-1.4" + b"x" * 2000, name="form.pdf")
    )
    form.get_file_size()  # as the admin's upload does: remembers it
    page.attachments.add(PolicyAttachment(document=form, title="临时救助申请表"))
    page.bases.add(PolicyBasis(text="上位法第三条", document=law), PolicyBasis(text="另一部法"))
    page.save_revision().publish()
    text = html(client, "/policies/p/")
    assert [text.index(words) for words in ("到村里登记", "等回复")] == sorted(
        text.index(words) for words in ("到村里登记", "等回复")
    )
    assert f'<a href="{form.url}" download>临时救助申请表</a> <span class="quiet small">PDF · 2.0' in text
    assert '<a href="/policies/law/">上位法第三条</a>' in text
    assert "<li>另一部法</li>" in text


def test_the_office_that_checked_it_is_named_and_no_person(client, db, staff):
    person = staff(Role.EDITOR)
    make.policy("p", last_reviewed_on=TODAY, reviewing_office="民政科（演示）", last_reviewed_by=person)
    text = html(client, "/policies/p/")
    assert "民政科（演示）" in text
    assert person.email not in text


def test_search_engines_read_the_document_the_service_and_the_way(client, db):
    make.policy("p", title="办法", document_number="示例[2026]1号", fact_where="乡镇", audiences=("guardian",))
    data = data_of(html(client, "/policies/p/"))
    assert sorted(data) == ["BreadcrumbList", "GovernmentService", "Legislation"]
    assert data["GovernmentService"]["subjectOf"] == {"@id": data["Legislation"]["@id"]}
    assert data["Legislation"]["legislationIdentifier"] == "示例〔2026〕1号"
    assert data["Legislation"]["legislationLegalForce"] == "https://schema.org/InForce"
    assert [step["name"] for step in data["BreadcrumbList"]["itemListElement"]] == ["政策", "办法"]


def test_nothing_in_a_title_can_end_the_data_block(client, db):
    title = '</script><script>alert(1)</script>&"\u2028<!--'
    make.policy("p", title=title)
    text = html(client, "/policies/p/")
    assert data_of(text)["Legislation"]["name"] == title
    assert "<script>alert" not in text


def test_related_policies_leave_out_what_the_timeline_names(client, db):
    words = {"audiences": ("guardian",), "topics": ("law",)}
    new, old = make.policy("new", **words), make.policy("old", **words)
    make.relation(new, "amends", old)
    make.policy("near", **words)
    make.policy("far", audiences=("volunteer",))
    assert [page.slug for page in client.get("/policies/new/").context["related"]] == ["near"]


class TestWhatChanged:
    def test_is_read_article_by_article(self, client, db):
        old = make.policy(
            "old", title="旧办法", text="第一条　周六开放\n第二条　不收费\n第三条　要排队", fact_cost="五元"
        )
        new = make.policy(
            "new",
            title="新办法",
            text="第一条　周六和周日开放\n第二条　不收费\n第三条　暑假每天开门",
            fact_cost="不收钱",
        )
        make.relation(new, "replaces", old)
        text = html(client, "/policies/new/changes/")
        assert "周六<ins>和周日</ins>开放" in text
        assert "<del>五元</del><ins>不收钱</ins>" in text
        assert "改动 2 处，新增 1 处，删去 1 处，没变 1 处。" in text

    def test_is_one_tap_from_the_first_lines_of_the_policy(self, client, db):
        old, new = make.policy("old"), make.policy("new", fact_cost="五元")
        make.relation(new, "replaces", old)
        text = html(client, "/policies/new/")
        assert text.count('/policies/new/changes/">') == 1
        assert text.index('/policies/new/changes/">') < text.index("facts-card")

    def test_follows_a_new_edition(self, client, db):
        old, new = make.policy("old", fact_cost="五元"), make.policy("new", fact_cost="三元")
        make.relation(new, "replaces", old)
        assert "<ins>三</ins>元" in html(client, "/policies/new/changes/")
        new.fact_cost = "两元"
        new.save_revision().publish()
        assert "<ins>两</ins>元" in html(client, "/policies/new/changes/?page=1")

    @pytest.mark.parametrize("url", ["/policies/old/changes/", "/policies/none/changes/", "/policies/draft/changes/"])
    def test_is_not_found_where_there_is_nothing_to_compare(self, client, db, url):
        old, new, draft = (make.policy(slug) for slug in ("old", "new", "draft"))
        make.relation(new, "replaces", old)
        make.relation(draft, "replaces", old)
        draft.unpublish()
        assert client.get(url).status_code == 404

    def test_words_are_escaped(self, client, db):
        old, new = make.policy("old", fact_cost="<b>1</b>"), make.policy("new", fact_cost="<b>2</b>")
        make.relation(new, "replaces", old)
        assert "&lt;b&gt;" in html(client, "/policies/new/changes/")

    def test_an_english_version_compares_with_the_version_it_replaces(self, client, db):
        old, new = make.policy("old"), make.policy("new")
        make.relation(new, "replaces", old)
        new.copy_for_translation(HomePage.objects.get(locale__language_code="en").locale).save_revision().publish()
        assert "What changed" in html(client, "/en/policies/new/changes/")


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ([("一", "甲甲甲")], [("一", "甲甲甲")], ["same"]),
        ([("一", "甲乙丙丁")], [("二", "甲乙丙丁")], ["changed"]),
        ([("一", "甲乙丙丁")], [("零", "全是新的"), ("一", "甲乙丙丁")], ["added", "same"]),
        ([("一", "甲乙丙丁"), ("二", "子丑寅卯")], [("二", "子丑寅卯")], ["removed", "same"]),
        ([], [("一", "甲")], ["added"]),
        ([("一", "甲")], [], ["removed"]),
        ([("一", "甲")], [("一", "乙")], ["changed"]),
        ([("长", "一" * 7000)], [("长", "二" * 7000)], ["changed"]),
    ],
)
def test_sections_are_paired_by_words_then_by_name(old, new, kinds):
    both = ([Section(label, label, text) for label, text in side] for side in (old, new))
    assert [change.kind for change in compare(*both)] == kinds


def test_no_word_of_either_version_is_lost():
    old = [Section(str(n), str(n), f"第{n}段旧的文字，保留一半。") for n in range(9)]
    new = [Section(str(n), str(n), f"第{n}段新的文字，留下一半！") for n in range(3, 12)]
    found = list(compare(old, new))
    left = "".join(words for change in found for kind, words in change.pieces if kind != "ins")
    right = "".join(words for change in found for kind, words in change.pieces if kind != "del")
    assert sorted(left) == sorted("".join(section.text for section in old))
    assert sorted(right) == sorted("".join(section.text for section in new))
