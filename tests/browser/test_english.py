"""Under /en/ every word of the interface is English; Chinese content says that it is Chinese."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser

import pytest

from .looks import HUGE, SIZE

UNLINKED = ["/en/search/?q=低保", "/en/search/?q=没有这个词", "/en/search/?q=child", "/en/none/"]
UNLINKED += ["/en/activities/?kind=camp&area=331125106", "/en/check/x/"]
HAN = re.compile(r"[\u3400-\u9fff]")
# How near its edge the text of a button comes, where that is nearer than 4 px.
TIGHT = """() => [...document.querySelectorAll(".btn, .chip, .tag")].flatMap(one => {
  const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), box = one.getBoundingClientRect(), found = [];
  for (let text; one.checkVisibility() && (text = texts.nextNode()); ) {
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines = text.data.trim() && !text.parentElement.closest(".hear") ? [...range.getClientRects()] : [];
    const near = Math.min(...lines.map(line => Math.min(line.left - box.left, box.right - line.right)));
    if (near < 4) found.push(`${near.toFixed(1)} px: ${text.data.trim()}`);
  }
  return found;
})"""
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
TOLD = ("description", "og:title", "og:description", "og:site_name")
SPOKEN = ("alt", "aria-label", "title", "placeholder", "value", "data-none", "data-some", "data-aloud")


class Reader(HTMLParser):
    """Texts outside elements that say they are Chinese, and the page's versions."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.foreign: list[str] = []
        self.versions: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang", "")
        chinese = language.startswith("zh") if language else bool(self.open and self.open[-1][1])
        typed = tag == "input" and given.get("name") == "q"
        if tag == "meta" and (given.get("name") or given.get("property")) in TOLD and HAN.search(given["content"]):
            self.foreign.append(given["content"])
        if tag == "link" and given.get("hreflang"):
            self.versions[given["hreflang"]] = given["href"]
        if not chinese and not typed:
            self.foreign += [given[name] for name in SPOKEN if HAN.search(given.get(name, ""))]
        if tag not in VOID:
            self.open.append((tag, chinese))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, chinese = self.open[-1] if self.open else ("", False)
        if not chinese and tag not in {"script", "style"} and HAN.search(data):
            self.foreign.append(" ".join(data.split()))


def opened(address: str) -> str:
    """A page; pages of errors too."""
    try:
        return urllib.request.urlopen(address).read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()


@pytest.fixture(scope="module")
def walk(site, walked):
    """What is Chinese and does not say so, and the versions in other languages, by page."""
    everything = walked("volunteer").pages | walked("").pages
    pages = {path: html for path, html in everything.items() if path.startswith("/en/")}
    pages |= {path: opened(site.address + urllib.parse.quote(path, safe="/?=&%")) for path in UNLINKED}
    foreign, versions = {}, {}
    for path, html in pages.items():
        reader = Reader()
        reader.feed(html)
        typed = urllib.parse.parse_qs(urllib.parse.urlsplit(path).query).get("q", [""])[0]
        foreign[path] = [text for text in reader.foreign if not typed or HAN.search(text.replace(typed, ""))]
        if reader.versions:
            versions[path.partition("?")[0]] = reader.versions
    return foreign, versions


def test_every_text_of_the_english_pages_is_english_or_says_it_is_not(walk):
    foreign, _versions = walk
    assert len(foreign) > 100
    assert {path: texts for path, texts in foreign.items() if texts} == {}


def test_each_english_page_names_the_same_page_in_chinese(site, walk):
    _foreign, versions = walk
    assert len(versions) > 60
    wrong = {
        path: named
        for path, named in versions.items()
        if named["en"] != site.address + path or named["zh-hans"] != site.address + path.removeprefix("/en")
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "path",
    ["about/", "privacy/", "accessibility/", "help/", "faq/", "guides/become-a-volunteer/", "guides/first-time-home/"],
)
def test_the_key_pages_exist_in_english(walk, path):
    assert f"/en/{path}" in walk[0]


def test_the_main_policies_exist_in_english(walk):
    assert len([path for path in walk[0] if re.fullmatch(r"/en/policies/[^/?]+/", path)]) >= 8


def test_in_the_largest_letters_on_the_smallest_phone_no_word_touches_the_edge_of_its_button(site, open_page, walked):
    page, tight = open_page(width=HUGE.width, clicks=False), {}
    for path in walked("").templates().values():
        page.goto(site.address + path)
        page.evaluate(SIZE, HUGE.size)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        if found := page.evaluate(TIGHT):
            tight[path] = found
    assert tight == {}
