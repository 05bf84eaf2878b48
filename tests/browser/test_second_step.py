"""The second step of signing in, as people meet it: set up, asked for, mistyped, lost, turned off."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Response

from tests.factories.accounts import app_code

from . import checkers, line
from .looks import HUGE, LOOKS, PHONE_DARK, faults
from .site import follow

LANGUAGES = {"": LOOKS, "/en": [PHONE_DARK, HUGE]}


def is_page(answer: Response) -> bool:
    return answer.request.resource_type == "document" and answer.status == 200


class Journey:
    """One new account that walks through everything; what each page was and what was wrong with it."""

    def __init__(self, page, site, language: str, *, scripts: bool) -> None:
        self.page, self.site, self.base, self.scripts = page, site, site.address + language, scripts
        self.looks = LANGUAGES[language]
        self.person = line.invented_applicant()
        self.pages: dict[str, str] = {}
        self.wrong: list[str] = []
        self.documents: list[Response] = []
        page.on("response", lambda answer: self.documents.append(answer) if is_page(answer) else None)

    def look(self, name: str) -> None:
        """Look at the open page, and keep what the server sent."""
        self.pages[name] = self.documents[-1].text()
        if self.scripts:
            self.wrong += [f"{name}: {fault}" for fault in faults(self.page, self.looks)]

    def enter(self, code: str) -> None:
        """Type a code and press Enter."""
        self.page.fill("input[name=code]", code)
        follow(self.page.locator("input[name=code]"), "Enter")

    def refused(self, code: str) -> bool:
        """Whether this code is refused beside its field."""
        before = self.page.url
        self.enter(code)
        return self.page.url == before and self.page.locator("[id$=code_error], .error-summary").count() > 0

    def set_up(self) -> tuple[str, list[str]]:
        """From the account to the recovery codes; the secret typed by hand and the codes."""
        page = self.page
        line.sign_up(page, self.site, self.person)
        page.goto(f"{self.base}/accounts/2fa/")
        self.look("nothing set up")
        follow(page.locator("main a.btn").first)
        self.look("asked for the password")
        page.fill("input[name=password]", line.PASSPHRASE)
        line.go_on(page)
        page.wait_for_selector("main img")
        self.look("set up")
        secret = page.inner_text("main code").replace(" ", "")
        self.refused("000000")
        self.look("set up, wrong code")
        assert page.inner_text("main code").replace(" ", "") == secret
        self.enter(app_code(secret))
        page.wait_for_url("**/recovery-codes/")
        self.look("recovery codes")
        return secret, page.locator("main code").all_inner_texts()

    def come_again(self) -> None:
        """Sign out and in; ends at the second step."""
        page = self.page
        page.context.clear_cookies()
        page.goto(f"{self.base}/accounts/login/")
        page.fill("input[name=login]", self.person.email)
        page.fill("input[name=password]", line.PASSPHRASE)
        page.press("input[name=password]", "Enter")
        page.wait_for_url("**/2fa/authenticate/")


def walk(page, site, language: str, *, scripts: bool) -> Journey:
    """The whole journey."""
    journey = Journey(page, site, language, scripts=scripts)
    secret, codes = journey.set_up()
    with page.expect_download() as file:
        page.locator("main a[href$='/download/']").click()
    text = Path(file.value.path()).read_text(encoding="utf-8")
    assert [row for row in text.splitlines() if row.isdigit()] == codes

    journey.come_again()
    page.locator("main summary").click()
    journey.look("second step")
    refusals = [journey.refused(code) for code in ("000000", app_code(secret, later=-9))]
    journey.look("second step, wrong code")
    journey.enter(f"{codes[0][:4]} {codes[0][4:]}")
    page.wait_for_selector(f"a[href$='{language}/accounts/2fa/']")
    journey.look("came in with a recovery code")

    journey.come_again()
    refusals.append(journey.refused(codes[0]))
    once = app_code(secret, later=1)
    journey.enter(once)
    page.wait_for_url(lambda url: "/2fa/" not in url)
    journey.come_again()
    refusals.append(journey.refused(once))
    assert refusals == [True] * 4

    journey.enter(codes[1])
    page.wait_for_url(lambda url: "/2fa/" not in url)
    _change(journey, codes)
    return journey


def _change(journey: Journey, codes: list[str]) -> None:
    """Look at what is set up, make new recovery codes, turn the app off."""
    page = journey.page
    page.goto(f"{journey.base}/accounts/2fa/")
    journey.look("set up and on")
    page.goto(f"{journey.base}/accounts/2fa/recovery-codes/generate/")
    page.wait_for_selector("input[name=code]")
    journey.look("asked for the code again")
    journey.enter(codes[2])
    journey.look("new codes?")
    line.go_on(page)
    page.wait_for_url("**/recovery-codes/")
    assert set(page.locator("main code").all_inner_texts()) & set(codes) == set()
    page.goto(f"{journey.base}/accounts/2fa/totp/deactivate/")
    journey.look("turn it off?")
    line.go_on(page)
    page.wait_for_url("**/accounts/2fa/")
    journey.look("turned off")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_step_is_right_from_setting_it_up_to_losing_it(site, open_page, language):
    journey = walk(open_page(width=360), site, language, scripts=True)

    assert len(journey.pages) == 13
    assert journey.wrong == []


def test_the_second_step_needs_no_scripts_and_is_correct_html(site, open_page, checker, tmp_path):
    journey = walk(open_page(width=360, scripts=False), site, "", scripts=False)

    assert 'src="data:image/svg+xml;base64,' in journey.pages["set up"]
    assert checkers.faults(checker, journey.pages, tmp_path) == []
