"""What every site has from the first day: the statements all footers lead to, an icon, a complete map."""

import re

import pytest
from wagtail.models import Page

from home.planting.everything import plant

STATEMENTS = ["/accessibility/", "/privacy/", "/en/accessibility/", "/en/privacy/"]


@pytest.mark.parametrize("url", STATEMENTS)
def test_a_statement_stands_without_any_demo_and_every_footer_leads_to_it(client, db, url):
    text = client.get(url).content.decode()
    home = client.get("/en/" if url.startswith("/en/") else "/").content.decode()
    assert (text.count("<h1"), text.count("<h2") > 3, f'href="{url}"' in home) == (1, True, True)


def test_what_an_editor_wrote_is_not_planted_over(db):
    page = Page.objects.get(slug="privacy", locale__language_code="zh-hans")
    page.title = "本县隐私说明"
    page.save()
    before = Page.objects.count()
    plant()
    page.refresh_from_db()
    assert (page.title, Page.objects.count()) == ("本县隐私说明", before)


def test_a_statement_that_was_lost_comes_back_as_the_translation_of_the_other(db):
    Page.objects.get(slug="privacy", locale__language_code="en").delete()
    plant()
    keys = Page.objects.filter(slug="privacy").values_list("translation_key", flat=True)
    assert (len(keys), len(set(keys))) == (2, 1)


def test_the_icon_answers_where_browsers_look(client, db):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"].startswith("/static/icon-180")) == (302, True)


def test_the_map_for_machines_has_what_people_come_for_in_both_languages_on_this_host(client, db):
    text = client.get("/sitemap.xml").content.decode()
    wanted = [f"{prefix}/{name}/" for prefix in ("", "/en") for name in ("benefits", "help", "check", "report", "faq")]
    assert [path for path in wanted if text.count(f"<loc>http://testserver{path}</loc>") != 1] == []
    assert set(re.findall(r"<loc>https?://([^/]+)/", text)) == {"testserver"}
    assert text.count('hreflang="en"') == text.count("<url>")
