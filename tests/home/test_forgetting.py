"""Whatever an editor changes that the public sees forgets the cached pages, once it is committed."""

import pytest
from wagtail.models import Site

from home.models import Audience, Hotline, PolicyPage, SiteSettings
from portal.pagecache.stamp import stamp
from tests.factories import home as make


def settings_of_the_site():
    return SiteSettings.for_site(Site.objects.get(is_default_site=True))


def hotline():
    return Hotline.objects.create(settings=settings_of_the_site(), number="110", label="报警", label_en="Police")


CHANGES = {
    "publish": lambda: make.policy("new"),
    "unpublish": lambda: PolicyPage.objects.get(slug="p").unpublish(),
    "delete": lambda: PolicyPage.objects.get(slug="p").delete(),
    "settings": lambda: settings_of_the_site().save(),
    "hotline": hotline,
    "words": lambda: Audience.objects.first().save(),
    "picture": make.picture,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_forgets_the_pages_on_commit(db, django_capture_on_commit_callbacks, change):
    make.policy("p")
    settings_of_the_site()
    before = stamp.read()
    with django_capture_on_commit_callbacks(execute=True):
        CHANGES[change]()
        assert stamp.read() == before
    assert stamp.read() != before


def test_a_draft_forgets_nothing(db, django_capture_on_commit_callbacks):
    page = make.policy("p")
    before = stamp.read()
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision()
    assert stamp.read() == before


def test_the_foot_shows_the_editors_hotlines(client, db):
    line = hotline()
    line.number = "0578-0000009"
    line.save()
    assert 'href="tel:0578-0000009"' in client.get("/").content.decode()
