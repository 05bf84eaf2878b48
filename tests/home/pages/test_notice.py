"""The notice editors set stands on every public page, and nothing stands there without one."""

import re

import pytest
from wagtail.models import Site

from home.models import SiteSettings

NOTICE = re.compile(r'<aside class="wrap site-notice".*?</aside>', re.DOTALL)


@pytest.fixture
def say(db, django_capture_on_commit_callbacks):
    """Saves the notice as an editor does."""

    def make(**texts):
        with django_capture_on_commit_callbacks(execute=True):
            SiteSettings.objects.update_or_create(
                site=Site.objects.get(), defaults={"county_name": "测试县", "county_name_en": "Test County"} | texts
            )

    return make


def test_without_a_notice_nothing_stands_there(client, say):
    say()
    assert NOTICE.search(client.get("/policies/").content.decode()) is None


def test_the_notice_stands_on_every_page_in_the_readers_language(client, say):
    say(notice="台风来了，明天不开门", notice_en="Typhoon: closed tomorrow")
    chinese, english = client.get("/help/").content.decode(), client.get("/en/volunteer/").content.decode()
    assert "台风来了，明天不开门" in NOTICE.search(chinese)[0]
    assert "Typhoon: closed tomorrow" in NOTICE.search(english)[0]


def test_a_notice_that_is_only_in_chinese_is_marked_as_chinese(client, say):
    say(notice="台风来了，明天不开门")
    assert 'lang="zh-Hans"' in NOTICE.search(client.get("/en/help/").content.decode())[0].split(">")[0]
