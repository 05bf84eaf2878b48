"""What strangers send to every public page: other hosts, forged headers, foreign words, markup in addresses."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.pagecache.middleware import QUERY_KEYS
from tests.conftest import COUNTY, plant_areas
from tests.factories import home as make

pytestmark = pytest.mark.django_db
PUBLIC = [
    "/",
    "/en/",
    "/policies/",
    "/policies/p/",
    "/benefits/",
    "/check/",
    "/check/new/",
    "/search/?q=孤儿",
    f"/help/{COUNTY}/",
    f"/help/{COUNTY}/card/",
    reverse("children:report"),
    reverse("children:report_status"),
    "/activities/",
]


@pytest.fixture(scope="module", autouse=True)
def areas(planted):
    """The areas of the cast, and one policy."""
    with planted.unblock():
        made = plant_areas()
        make.policy("p", text="## 孤儿\n孤儿保障。")
    return made


class TestEveryPublicPage:
    @pytest.mark.parametrize("path", PUBLIC)
    def test_is_framed_by_nobody_and_runs_no_foreign_script(self, client, path):
        answer = client.get(path)

        policy = answer.headers["Content-Security-Policy"]
        assert answer.status_code == 200
        assert ("frame-ancestors 'none'" in policy, "script-src 'self'" in policy) == (True, True)
        assert ("unsafe-inline" in policy, "unsafe-eval" in policy) == (False, False)
        assert (answer.headers["X-Frame-Options"], answer.headers["X-Content-Type-Options"]) == ("DENY", "nosniff")

    @pytest.mark.parametrize("path", PUBLIC)
    @pytest.mark.parametrize(
        "name", ["HTTP_X_FORWARDED_HOST", "HTTP_X_HOST", "HTTP_X_ORIGINAL_URL", "HTTP_X_REWRITE_URL"]
    )
    def test_says_no_word_of_a_forged_header_that_the_cache_does_not_know(self, path, name):
        poisoned = Client().get(path, **{name: "evil.test"})

        assert "evil.test" not in poisoned.content.decode() + Client().get(path).content.decode()

    def test_of_a_forged_host_is_kept_for_nobody(self):
        refused = Client().get("/policies/", HTTP_HOST="evil.test")

        assert (refused.status_code, "evil.test" in Client().get("/policies/").content.decode()) == (400, False)

    def test_in_another_language_by_header_or_cookie_fills_no_cache(self):
        strange = Client()
        strange.cookies["django_language"] = "en"
        strange.get("/policies/", HTTP_ACCEPT_LANGUAGE="en")

        assert 'lang="zh' in Client().get("/policies/", HTTP_ACCEPT_LANGUAGE="en").content.decode()[:400]

    @pytest.mark.parametrize("key", sorted(QUERY_KEYS))
    def test_shows_no_markup_from_any_word_of_an_address_that_is_kept(self, client, key):
        nasty = '"><script>alert(1)</script>'

        pages = [client.get(path, {key: nasty}).content.decode() for path in ("/", "/policies/", PUBLIC[-1])]

        assert [page for page in pages if "<script>alert" in page] == []

    @pytest.mark.parametrize(("words", "status"), [(1100, 200), (1500, 414)])
    def test_more_words_in_an_address_than_allowed_are_no_error(self, words, status):
        assert Client().get("/?" + "&".join(["page=1"] * words)).status_code == status
