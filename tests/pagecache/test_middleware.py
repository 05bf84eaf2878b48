"""Public pages come from memory; nothing personal ever does."""

import gzip
import io

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from portal.input.asked import page_of
from portal.pagecache.middleware import MAX_PAGES, PageCacheMiddleware
from portal.pagecache.stamp import stamp


class Site:
    """A site that counts how often it renders and answers as it is told."""

    def __init__(self, **headers):
        self.rendered, self.headers, self.cookie, self.status = 0, headers, "", 200

    def __call__(self, request):
        self.rendered += 1
        response = HttpResponse(f"page {self.rendered} {request.path}", headers=self.headers, status=self.status)
        if self.cookie:
            response.set_cookie(self.cookie, "1")
        return response


@pytest.fixture
def get():
    """Asks a site behind the cache: `get(middleware, path, cookies, **headers)`."""

    def ask(middleware, path="/", cookies=None, **meta):
        request = RequestFactory().get(path, **meta)
        request.COOKIES.update(cookies or {})
        return middleware(request).content.decode()

    return ask


def test_the_second_visitor_gets_the_kept_page(get):
    site = Site()
    cached = PageCacheMiddleware(site)

    assert [get(cached), get(cached)] == ["page 1 /", "page 1 /"]


def test_a_change_is_seen_by_the_next_visitor(get):
    cached = PageCacheMiddleware(Site())
    get(cached)

    stamp.bump()

    assert get(cached) == "page 2 /"


def test_a_page_rendered_while_something_changed_is_not_kept(get):
    site = Site()
    cached = PageCacheMiddleware(site)
    site_call = site.__call__
    cached.get_response = lambda request: (stamp.bump(), site_call(request))[1]

    assert [get(cached), get(cached)] == ["page 1 /", "page 2 /"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"path": "/"}, {"path": "/en/"}),
        ({"path": "/?topic=a"}, {"path": "/?topic=b"}),
        ({"cookies": {"theme": "dark"}}, {"cookies": {"theme": "light"}}),
        ({"cookies": {"size": "huge"}}, {}),
        ({"HTTP_HOST": "a.test"}, {"HTTP_HOST": "b.test"}),
        ({"secure": True}, {}),
    ],
)
def test_pages_that_differ_are_kept_apart(get, first, second):
    cached = PageCacheMiddleware(Site())

    assert get(cached, **first) != get(cached, **second)


@pytest.mark.parametrize("cookies", [{"sessionid": "x"}, {"messages": "x"}])
def test_a_visitor_with_a_session_neither_fills_nor_reads_the_cache(get, cookies):
    cached = PageCacheMiddleware(Site())

    assert [get(cached, cookies=cookies), get(cached), get(cached, cookies=cookies)] == [
        "page 1 /",
        "page 2 /",
        "page 3 /",
    ]


def test_a_visitor_with_a_form_token_reads_the_cache_but_does_not_fill_it(get):
    cached = PageCacheMiddleware(Site())
    token = {"csrftoken": "x"}

    assert [get(cached, cookies=token), get(cached), get(cached, cookies=token)] == ["page 1 /", "page 2 /", "page 2 /"]


@pytest.mark.parametrize(
    "headers", [{"Cache-Control": "private"}, {"Cache-Control": "no-store"}, {"Content-Type": "application/json"}]
)
def test_what_is_not_for_everyone_is_not_kept(get, headers):
    cached = PageCacheMiddleware(Site(**headers))

    assert [get(cached), get(cached)] == ["page 1 /", "page 2 /"]


def test_a_response_that_sets_a_cookie_is_not_kept(get):
    site = Site()
    site.cookie = "sessionid"
    cached = PageCacheMiddleware(site)

    assert [get(cached), get(cached)] == ["page 1 /", "page 2 /"]


@pytest.mark.parametrize("status", [404, 302, 500])
def test_only_pages_that_were_found_are_kept(get, status):
    site = Site()
    site.status = status
    cached = PageCacheMiddleware(site)

    assert [get(cached), get(cached)] == ["page 1 /", "page 2 /"]


@pytest.mark.parametrize("path", ["/search/?q=低保", "/?utm=1", "/?topic=a&x=1"])
def test_a_query_without_bounds_is_not_kept(get, path):
    cached = PageCacheMiddleware(Site())

    assert get(cached, path=path) != get(cached, path=path)


def test_a_file_that_is_streamed_passes_as_it_is():
    file = FileResponse(io.BytesIO(b"body { color: #222 }"), content_type="text/css")

    answer = PageCacheMiddleware(lambda request: file)(RequestFactory().get("/static/css/site.css"))

    assert (answer is file, answer.getvalue()) == (True, b"body { color: #222 }")


def test_a_post_passes_by():
    site = Site()
    cached = PageCacheMiddleware(site)
    cached(RequestFactory().get("/"))

    assert cached(RequestFactory().post("/")).content == b"page 2 /"


def test_a_browser_that_can_gets_the_compressed_page():
    cached = PageCacheMiddleware(Site())

    response = cached(RequestFactory().get("/", HTTP_ACCEPT_ENCODING="gzip, br"))

    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == b"page 1 /"
    assert response["Content-Length"] == str(len(response.content))


def test_the_cache_does_not_grow_without_bounds_those_kept_the_longest_go(get):
    cached = PageCacheMiddleware(Site())

    for number in range(MAX_PAGES + 5):
        get(cached, path=f"/{number}/")

    paths = [key[2] for key in cached.store._pages]
    assert (len(paths), paths[0], paths[-1]) == (MAX_PAGES, "/5/", f"/{MAX_PAGES + 4}/")


def test_the_cache_is_bounded_in_bytes_too(get, monkeypatch):
    monkeypatch.setattr("portal.pagecache.middleware.MAX_BYTES", 400)
    cached = PageCacheMiddleware(Site())

    sizes = [(get(cached, path=f"/{number}/"), cached.store._bytes)[1] for number in range(50)]

    assert max(sizes) <= 400
    assert cached.store._bytes >= sum(page.size for page in cached.store._pages.values()) > 0


def test_reading_cookies_that_mean_nothing_fill_nothing(get):
    cached = PageCacheMiddleware(Site())

    pages = {get(cached, cookies={"theme": f"x{number}", "size": f"y{number}"}) for number in range(5)}

    assert (pages, len(cached.store._pages)) == ({"page 1 /"}, 1)


def test_an_endless_address_is_not_kept(get):
    cached = PageCacheMiddleware(Site())
    path = "/?page=" + "1" * 700

    assert [get(cached, path), get(cached, path)] == ["page 1 /", "page 2 /"]


def test_a_page_grows_old(get, monkeypatch):
    cached = PageCacheMiddleware(Site())
    now = [1000.0]
    monkeypatch.setattr("portal.pagecache.store.time.monotonic", lambda: now[0])
    get(cached)

    now[0] += 61

    assert get(cached) == "page 2 /"


@pytest.mark.parametrize(
    ("host", "kept"),
    [
        ("testserver", True),
        ("testserver:80", True),
        ("testserver:8443", True),  # the site's own address
        ("testserver:81", False),
        ("testserver:080", False),
        ("testserver:", False),
        ("TestServer", False),
        ("testserver.", False),
        ("evil.test", False),
        ("[::1]", True),
    ],
)
def test_only_our_own_hosts_and_ports_are_keys(get, settings, host, kept):
    settings.WAGTAILADMIN_BASE_URL = "https://testserver:8443"
    cached = PageCacheMiddleware(Site())

    again = [get(cached, HTTP_HOST=host) for _ in range(2)]

    assert again == ["page 1 /", "page 1 /" if kept else "page 2 /"]


@pytest.mark.parametrize(
    ("query", "kept"),
    [("page=2", True), ("", True), ("page=3", False), ("page=02", False), ("page=x", False), ("page=2&page=2", False)],
)
def test_only_pages_there_are_are_kept_each_in_one_writing(get, query, kept):
    site = Site()

    def of_two_pages(request):
        page_of(request, ["a", "b"], 1)
        return site(request)

    cached = PageCacheMiddleware(of_two_pages)

    again = [get(cached, f"/?{query}") for _ in range(2)]

    assert again == ["page 1 /", "page 1 /" if kept else "page 2 /"]


def test_a_page_number_where_there_are_no_pages_is_kept_by_nobody(get):
    cached = PageCacheMiddleware(Site())

    assert [get(cached, "/?page=1") for _ in range(2)] == ["page 1 /", "page 2 /"]
