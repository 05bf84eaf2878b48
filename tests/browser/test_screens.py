"""Every kind of screen in a real browser: accessible, inside its width, without an error in the console."""

from __future__ import annotations

import pytest

from .axe import assert_accessible

PUBLIC = ["/", "/policies/", "/news/", "/guides/", "/faq/", "/help/", "/places/", "/activities/"]
PUBLIC += ["/benefits/", "/benefits/?on=x", "/help/331125106/", "/help/?q=村"]
PUBLIC += ["/search/?q=低保", "/volunteer/"]
PUBLIC += ["/check/", "/check/new/"]
PUBLIC += ["/activities/?view=month", "/activities/?view=week", "/activities/?kind=reading", "/places/shitang/"]
POLICIES = ["/policies/home-opening-hours/", "/policies/home-opening-hours-old/", "/policies/winter-holiday-care/"]
POLICIES += ["/policies/home-opening-hours/changes/", "/policies/home-opening-hours/?on=2020-01-01"]
POLICIES += ["/policies/?audience=guardian&level=county", "/policies/?on=2025-05-01", "/policies/?on=2018-02-30"]
POLICIES += ["/policies/?audience=nobody", "/en/policies/?on=2025-05-01", "/en/policies/child-officer/"]
PUBLIC += ["/report/", "/report/status/"]
ENGLISH = [
    "/en/",
    "/en/policies/",
    "/en/activities/",
    "/en/places/",
    "/en/volunteer/",
    "/en/report/",
    "/en/benefits/",
    "/en/help/331125106/",
    "/en/activities/?view=month",
    "/en/activities/?view=week",
    "/en/places/shitang/",
]
ERRORS = ["/none/", "/search/?q=没有这个词", "/help/?q=没有这个村"]
BARE = ["/help/331125106/card/", "/en/help/331125106/card/"]
FORMS = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
DESK = ["/desk/", "/desk/children/", "/desk/children/new/", "/desk/volunteers/", "/desk/pairings/"]
DESK += ["/desk/activities/", "/desk/activities/add/", "/desk/places/", "/desk/pairings/waiting/"]
DESK += ["/desk/places/add/", "/desk/photos/"]
DESK += ["/desk/people/", "/desk/people/add/"]
# The page behind the first row of a list, and pages that stand one click behind that one.
BEHIND = {
    "/desk/children/": [],
    "/desk/volunteers/": [],
    "/desk/pairings/": [],
    "/desk/pairings/waiting/": ["/propose/"],
    "/desk/activities/?state=published": ["/rollcall/", "/roster/", "/enrol/", "/change/"],
    "/desk/activities/?state=completed": ["/hours/"],
    "/desk/places/": ["/change/"],
    "/desk/people/": [],
}
LOOKS = [(1280, False, ""), (360, True, ""), (320, False, "huge")]


@pytest.mark.parametrize(("width", "dark", "size"), LOOKS, ids=["computer", "phone-dark", "320px-huge"])
class TestEveryScreen:
    def test_of_the_public_site(self, site, open_page, width, dark, size):
        page = open_page(width=width, dark=dark)
        look_at(page, site, [*PUBLIC, *ENGLISH, *ERRORS, *BARE, *FORMS], size)

    def test_of_the_policy_library(self, site, open_page, width, dark, size):
        page = open_page(width=width, dark=dark)
        look_at(page, site, POLICIES, size)

    def test_of_the_desk(self, site, open_page, width, dark, size):
        page = site.sign_in(open_page(width=width, dark=dark), "county")
        look_at(page, site, [*DESK, *pages_behind(page, site)], size)

    def test_of_the_reports_of_concern(self, site, open_page, width, dark, size):
        page = site.sign_in(open_page(width=width, dark=dark), "safeguarding")
        page.goto(f"{site.address}/desk/concerns/?show=triaged")
        report = page.locator("main table tbody a").first.get_attribute("href")
        steps = [f"{report}{step}/" for step in ("report", "dismiss", "answer", "people")]
        look_at(page, site, ["/desk/", "/desk/concerns/", report, *steps], size)

    def test_of_the_audit_log_and_of_what_was_not_sent(self, site, open_page, width, dark, size):
        page = site.sign_in(open_page(width=width, dark=dark), "auditor")
        look_at(page, site, ["/desk/", "/desk/audit/"], size)
        page = site.sign_in(open_page(width=width, dark=dark), "operator")
        look_at(page, site, ["/desk/", "/desk/undelivered/"], size)


def pages_behind(page, site):
    """The records, as addresses: of each list the first, and what its own page leads to."""
    found = []
    for index, further in BEHIND.items():
        page.goto(site.address + index)
        first = page.locator("main table tbody a").first.get_attribute("href")
        found.append(first)
        for part in further:
            if page.locator(f"main a[href*='{part}']").count() == 0:
                page.goto(site.address + first)
            found.append(page.locator(f"main a[href*='{part}']").first.get_attribute("href"))
    return found


def look_at(page, site, paths, size):
    """Each page in turn; all that is wrong is told at once."""
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    if size:
        page.goto(f"{site.address}/reading/?size={size}&next=/")
    wrong = []
    for path in paths:
        page.goto(site.address + path)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            wrong.append(f"{path} is {wide} px too wide")
        try:
            assert_accessible(page)
        except AssertionError as error:
            wrong.append(str(error))
    assert wrong == []
    assert [error for error in errors if "404" not in error] == []


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_needs_no_script(site, open_page, path):
    page = open_page(scripts=False)

    page.goto(site.address + path)

    assert page.locator("main h1").count() == 1
    assert page.locator("footer a[href^='tel:']").count() >= 3
