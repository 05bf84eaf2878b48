"""The public pages: languages, anchors, what is shown when, and what is not found."""

import re

import pytest
from django.utils import timezone
from wagtail.models import Page

from activities.enums import SessionState
from home.models import HomePage, PolicyPage, StandardPage
from home.text.contents import contents
from tests.factories import home as make
from tests.factories.activities import make_place, make_session

TODAY = timezone.localdate()


def html(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("url", ["/", "/policies/", "/guides/", "/news/", "/help/", "/search/", "/sitemap/"])
def test_every_public_page_has_one_h1_and_says_its_language(client, db, url):
    chinese, english = html(client, url), html(client, f"/en{url}")
    assert re.findall(r"<html lang=\"([^\"]+)\"", chinese + english) == ["zh-Hans", "en"]
    assert (chinese.count("<h1"), english.count("<h1")) == (1, 1)


@pytest.mark.parametrize("url", ["/policies/none/", "/none/", "/en/none/", "/policies/p/more/", "/home/"])
def test_what_does_not_exist_is_not_found(client, db, url):
    make.policy("p")
    assert client.get(url).status_code == 404


def test_a_draft_is_not_found(client, db):
    page = make.policy("p")
    page.unpublish()
    assert client.get("/policies/p/").status_code == 404


def test_the_facts_stand_before_the_text(client, db):
    make.policy("p", fact_who="未满十八岁", fact_cost="不收钱", text="## 正文在这里")
    text = html(client, "/policies/p/")
    places = [text.index(words) for words in ("未满十八岁", "不收钱", 'class="prose"', "正文在这里 <a class")]
    assert places == sorted(places)


def test_an_anchor_stays_when_the_heading_is_rewritten(client, db):
    page = make.policy("p", text="## 一\n字\n## 二\n字\n## 三\n字")
    before = [entry.anchor for entry in contents(page.body)]
    page = PolicyPage.objects.get(pk=page.pk)
    raw = list(page.body.raw_data)
    raw[0]["value"]["text"] = "另一个标题"
    page.body = raw[2:4] + raw[:2] + raw[4:]
    page.save_revision().publish()
    after = {entry.text: entry.anchor for entry in contents(PolicyPage.objects.get(pk=page.pk).body)}
    assert after == {"另一个标题": before[0], "二": before[1], "三": before[2]}
    text = html(client, "/policies/p/")
    assert all(f'href="#{anchor}"' in text and f'id="{anchor}"' in text for anchor in before)


def test_a_repealed_policy_says_so_and_names_what_applies_now(client, db):
    new = make.policy("new", title="新办法")
    make.relation(new, "replaces", make.policy("old"), effective_on=TODAY)
    text = html(client, "/policies/old/")
    assert "已经失效" in text
    assert '<a href="/policies/new/">新办法</a>' in text


def test_a_table_names_its_columns_for_narrow_screens(client, db):
    make.policy("p", text="| 项目 | 数额 |\n| 补贴 | 100元 |")
    assert '<td data-label="数额">100元</td>' in re.sub(r"\s*\n\s*", "", html(client, "/policies/p/"))


def test_a_column_without_a_name_has_no_empty_heading(client, db):
    make.policy("p", text="|  | 数额 |\n| 补贴 | 100元 |")
    text = html(client, "/policies/p/")
    assert '<thead><tr><td></td><th scope="col">数额</th></tr></thead>' in text


def test_the_english_library_says_what_is_only_in_chinese_and_links_the_original(client, db):
    make.policy("both", title="两种语言")
    make.policy("chinese", title="只有中文")
    english = PolicyPage.objects.get(slug="both").copy_for_translation(
        HomePage.objects.get(locale__language_code="en").locale
    )
    english.title = "In both languages"
    english.save_revision().publish()
    text = html(client, "/en/policies/")
    assert '<a href="/policies/chinese/" lang="zh-Hans" hreflang="zh-Hans">只有中文</a>' in text
    assert "两种语言" not in text
    assert '<a href="/en/policies/both/">In both languages</a>' in text


def test_a_page_links_its_own_version_in_the_other_language(client, db):
    make.policy("both").copy_for_translation(
        HomePage.objects.get(locale__language_code="en").locale
    ).save_revision().publish()
    assert 'href="/en/policies/both/"' in html(client, "/policies/both/")
    assert 'href="/policies/both/"' in html(client, "/en/policies/both/")


def test_a_plain_page_stands_below_the_home_page(client, db):
    home = HomePage.objects.get(locale__language_code="zh-hans")
    home.add_child(instance=StandardPage(title="关于本站", slug="about", locale=home.locale)).save_revision().publish()
    assert "<h1>关于本站</h1>" in html(client, "/about/")


def test_pages_stand_only_where_they_belong(db):
    allowed = {cls.__name__: [kid.__name__ for kid in cls.allowed_subpage_models()] for cls in (HomePage, PolicyPage)}
    assert allowed == {
        "HomePage": ["PolicyIndexPage", "GuideIndexPage", "NewsIndexPage", "FaqPage", "HelpPage", "StandardPage"],
        "PolicyPage": [],
    }


def test_the_sitemap_lists_places_and_public_sessions_in_both_languages(client, areas):
    place = make_place(areas["331125106"])
    to_come, draft = make_session(place), make_session(place, state=SessionState.DRAFT, published_at=None)
    text = client.get("/sitemap.xml").content.decode()
    for address in (f"/places/{place.slug}/", f"/activities/{to_come.uuid}/"):
        assert (text.count(f"testserver{address}</loc>"), text.count(f"/en{address}</loc>")) == (1, 1)
    assert str(draft.uuid) not in text


def test_the_sitemap_lists_published_pages_with_their_languages_and_robots_keeps_out_of_the_rest(client, db):
    make.policy("p")
    make.policy("draft").unpublish()
    text = client.get("/sitemap.xml").content.decode()
    assert "/policies/p/</loc>" in text
    assert "draft" not in text
    lists = ["/check/", "/benefits/", "/report/", "/activities/", "/places/", "/volunteer/"]
    assert text.count("<url>") == Page.objects.live().filter(depth__gte=2).count() + 2 * len(lists)
    assert 'hreflang="en"' in text
    robots = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /desk/", "Disallow: /admin/", "Disallow: /search/", "Disallow: /en/volunteer/hours/"} <= set(
        robots
    )
