"""The whole line, as people walk it without scripts: from the start page to the hours on the volunteer's page."""

from __future__ import annotations

import re

from . import line
from .site import follow

TOWNSHIP = "石塘镇"


def test_from_the_first_question_to_the_verified_hours(site, open_page):
    person, volunteer = line.invented_applicant(), open_page(width=360, scripts=False)
    county, county2, village, township, centre = (
        site.sign_in(open_page(scripts=False), name) for name in ("county", "county2", "village", "township", "centre")
    )

    line.sign_up(volunteer, site, person)
    receipt = line.apply(volunteer, person, TOWNSHIP)
    assert re.search(r"\b[A-Z0-9]{8}\b", receipt)

    line.vet(county, site, person)
    number = re.search(r"志愿者\s*(\d{5})", county.inner_text("main"))
    assert number, county.inner_text("main")

    child = line.enter_child(village, site)
    pairing = line.propose_pairing(village, site, child, number[1])
    line.approve_pairing(township, site, pairing, after={"演示丙": county, "演示癸": county2})
    volunteer.goto(f"{site.address}/volunteer/children/")
    assert "小测" in volunteer.inner_text("main")
    assert "测试童乙" not in volunteer.content()

    session = line.plan_session(township, site, "测试：一起读书")
    line.enrol(township, site, session, "小测")
    line.take_a_duty(volunteer, site, session)
    line.call_the_roll(centre, site, session)
    line.verify_hours(township, site, session)

    volunteer.goto(f"{site.address}/volunteer/hours/")
    hours = volunteer.inner_text("main")
    assert ("测试：一起读书" in hours, "90" in hours, "1 小时 30 分钟" in hours) == (True, True, True)


def test_a_policy_is_found_by_two_characters_and_leads_to_somebody_to_call(site, open_page):
    page = open_page(width=360, scripts=False)
    page.goto(site.address)

    line.find(page, "低保")
    page.locator("main a[href*='/policies/']").first.click()
    page.wait_for_url("**/policies/*/")
    follow(page.locator("main a.btn[href='/help/']"))
    page.fill("main input[name=q]", "石塘")
    page.press("main input[name=q]", "Enter")
    page.wait_for_url("**/help/**")
    if not page.locator("main a[href^='tel:0578']").count():
        follow(page.locator("main .areas a").first)

    assert page.locator("main a[href^='tel:0578']").first.is_visible()


def test_the_line_stops_at_every_door_for_the_wrong_person(site, open_page):
    page = site.sign_in(open_page(), "volunteer")

    statuses = {path: page.goto(site.address + path).status for path in ("/desk/", "/desk/children/", "/desk/audit/")}

    assert set(statuses.values()) == {404}
