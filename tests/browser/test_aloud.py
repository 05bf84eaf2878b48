"""Reading aloud: offered only with a voice of the device for the page's language; pause, speed, stop, leaving."""

import pytest

POLICY = "/policies/child-officer/"
# Chromium without a window has no voices: a device with these, and a record of what it was told to say.
VOICES = """
const said = []; let last = null;
const voices = %s;
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices, addEventListener() {}, removeEventListener() {},
  speak: (one) => { said.push([one.text, one.lang, one.rate]); last = one; }, cancel: () => { last = null; },
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
window.said = said;
window.finish = () => { const one = last; last = null; one.onend(); };
"""
CHINESE = '[{lang: "zh-CN", localService: true}]'
ENGLISH = '[{lang: "en-GB", localService: true}]'
REMOTE = '[{lang: "zh-CN", localService: false}]'


@pytest.fixture
def listen(site, open_page):
    def opened(voices, path=POLICY, **look):
        page = open_page(**look)
        page.add_init_script(VOICES % voices)
        page.goto(site.address + path)
        page.wait_for_load_state("networkidle")
        return page

    return opened


def the_button(page):
    return page.locator("button[data-aloud]")


@pytest.mark.parametrize(("voices", "offered"), [(CHINESE, True), (ENGLISH, False), (REMOTE, False), ("[]", False)])
def test_it_is_offered_only_with_a_voice_of_the_device_for_the_page(listen, voices, offered):
    assert the_button(listen(voices)).is_visible() is offered


def bare(text):
    """Without spaces and lines."""
    return "".join(text.split())


def test_the_main_text_is_read_sentence_by_sentence(listen):
    page = listen(CHINESE)
    the_button(page).click()
    assert page.evaluate("said[0][0]") == page.locator("h1").inner_text()
    for _ in range(3):
        page.evaluate("finish()")
    said = page.evaluate("said.map(one => one[0])")
    assert len(said) == 4
    shown = bare(page.locator("main").inner_text())
    places = [shown.find(bare(sentence)) for sentence in said]
    assert places == sorted(set(places))
    assert places[0] >= 0
    assert bare(page.locator("main .lead").inner_text()).startswith(bare(said[2]))
    assert page.evaluate("[...CSS.highlights.get('aloud')].map(range => range.toString().trim())") == [said[3]]


def test_it_pauses_goes_on_where_it_was_changes_speed_and_stops(listen):
    page = listen(CHINESE, width=360)
    the_button(page).focus()
    page.keyboard.press("Enter")
    page.evaluate("finish()")
    bar = page.get_by_role("group", name="朗读")
    page.keyboard.press("Enter")  # the focus is on the pause button
    page.get_by_role("button", name="继续读").click()
    bar.get_by_role("button", name="语速").click()
    sentences = page.evaluate("said.map(one => one[0])")
    assert sentences[1:] == [sentences[1]] * 3
    assert page.evaluate("said.map(one => one[2])") == [1, 1, 1, 1.25]
    page.keyboard.press("Escape")
    assert not bar.is_visible()
    assert page.evaluate("document.activeElement.matches('button[data-aloud]')")


def test_it_stops_when_somebody_leaves(listen):
    page = listen(CHINESE)
    the_button(page).click()
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert page.evaluate(
        "typeof finish === 'function' && (() => { try { finish() } catch { return 'silent' } })()"
    ) == ("silent")


def test_chinese_on_an_english_page_is_left_to_a_chinese_voice(listen):
    page = listen(ENGLISH, "/en/policies/child-officer/")
    the_button(page).click()
    for _ in range(40):
        page.evaluate("try { finish() } catch {}")
    said = page.evaluate("said.map(one => one[0]).join('')")
    assert "child officer" in said
    assert not any("\u4e00" <= character <= "\u9fff" for character in said.replace(" ", "")[:200])
