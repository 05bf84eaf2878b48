"""The steps of the line, as people take them in the browser; each returns what the next one needs."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Page

from portal.privacy.id_number import check_digit

from .site import Site, follow

TODAY = date.today()  # noqa: DTZ011  the browser's own day
PASSPHRASE = "kite over the green hill"


def invented_id_number(born: str) -> str:
    """A valid number with the unassigned prefix 529999; `born` is eight digits."""
    body = f"529999{born}{secrets.randbelow(1000):03d}"
    return body + check_digit(body)


@dataclass
class Applicant:
    """Someone who wants to help."""

    email: str
    name: str
    id_number: str
    phone: str


def invented_applicant() -> Applicant:
    """Different at each run, obviously invented."""
    serial = secrets.randbelow(9000) + 1000
    return Applicant(
        email=f"applicant{secrets.token_hex(4)}@example.test",
        name="测试志愿者",
        id_number=invented_id_number("19880101"),
        phone=f"1380000{serial}",
    )


def go_on(page: Page) -> None:
    """Press the page's own main button."""
    follow(page.locator("main form button.btn").first)


def tick_all(page: Page) -> None:
    """Every checkbox of the page."""
    for box in page.locator("main input[type=checkbox]").all():
        box.check()


def find(page: Page, text: str) -> None:
    """Type into the page's search and press Enter."""
    page.fill("main input[type=search]", text)
    follow(page.locator("main input[type=search]"), "Enter")


def sign_up(page: Page, site: Site, person: Applicant) -> None:
    """From the public start page to an account whose address is confirmed; ends at the consent."""
    page.goto(f"{site.address}/volunteer/")
    follow(page.locator("main a.btn").first)
    page.fill("input[name=email]", person.email)
    page.fill("input[name=password1]", PASSPHRASE)
    page.press("input[name=password1]", "Enter")
    page.fill("input[name=code]", site.code_sent_to(person.email))
    page.press("input[name=code]", "Enter")
    page.wait_for_url("**/volunteer/apply/")


def apply(page: Page, person: Applicant, township: str, *, meet: Callable[[Page], None] = lambda page: None) -> str:
    """One group of questions a page, check, send; the receipt code. Each page meets `meet` before it is filled in."""
    groups = consent, about, where, wishes, reasons, referee, conduct = range(7)
    typed = {
        about: {"real_name": person.name, "id_number": person.id_number, "phone": person.phone},
        reasons: {"motivation": "测试：我想陪孩子们读书。"},
        referee: {"referee_name": "测试推荐人", "referee_phone": "13800000456"},
    }
    for group in groups:
        meet(page)
        if group == where:
            page.select_option("[name=area]", label=township)
        if group in {consent, wishes, conduct}:
            tick_all(page)
        for name, text in typed.get(group, {}).items():
            page.fill(f"[name={name}]", text)
        go_on(page)
    page.wait_for_url("**/apply/check/")
    go_on(page)
    page.wait_for_url("**/apply/sent/")
    return page.inner_text("main")


def vet(page: Page, site: Site, person: Applicant) -> None:
    """The county officer reads, checks, interviews, trains and approves."""
    page.goto(f"{site.address}/desk/volunteers/")
    find(page, person.phone)
    review = page.url
    step(page, review, "start_screening")
    check(page, review, "record_check", valid_until=TODAY + timedelta(days=360))
    page.goto(f"{review}invite_to_interview/")
    page.fill("[name=at]", f"{TODAY + timedelta(days=1)}T10:00")
    page.fill("[name=place]", "县民政局")
    go_on(page)
    check(page, review, "interview")
    step(page, review, "send_to_training")
    check(page, review, "training")
    step(page, review, "approve")


def step(page: Page, review: str, verb: str) -> None:
    """Press the button of one step."""
    page.goto(review)
    follow(page.locator(f"form[action$='/{verb}/'] button.btn"))


def check(page: Page, review: str, kind: str, valid_until: date | None = None) -> None:
    """Record the outcome of one check."""
    page.goto(f"{review}checks/{kind}/")
    page.check("[name=outcome][value=clear]")
    page.fill("[name=done_on]", str(TODAY))
    if valid_until:
        page.fill("[name=valid_until]", str(valid_until))
    go_on(page)


def enter_child(page: Page, site: Site) -> str:
    """The village officer enters a child and confirms the record; the address of the record."""
    page.goto(f"{site.address}/desk/children/new/")
    page.select_option("[name=area]", index=1)
    page.fill("[name=full_name]", "测试童乙")
    page.fill("[name=called_name]", "小测")
    number = invented_id_number("20150307")
    page.fill("[name=id_number]", number)
    page.check(f"[name=sex][value={'m' if int(number[16]) % 2 else 'f'}]")
    page.check("[name=care][value=grandparents]")
    page.check("[name=parents_away][value=both]")
    page.fill("[name=away_since]", "2025-01-01")
    page.check("[name=categories][value=left_behind]")
    page.check("[name=needs][value=education]")
    page.check("[name=basis][value=statutory]")
    go_on(page)
    follow(page.locator("form[action$='/confirm/'] button.btn"))
    return re.sub(r".*/desk/", "/desk/", page.url)


def propose_pairing(page: Page, site: Site, child: str, number: str) -> str:
    """The village officer proposes the volunteer, the guardian agrees, the child is heard; the pairing's address."""
    uuid = child.rstrip("/").rpartition("/")[2]
    page.goto(f"{site.address}/desk/pairings/propose/{uuid}/")
    page.locator("main label", has_text=number).locator("input, ~ input").first.check()
    page.check("[name=services][value=tutoring]")
    go_on(page)
    pairing = re.sub(r".*/desk/", "/desk/", page.url)
    page.goto(f"{site.address}{pairing}consent/")
    page.check("[name=answer][value=yes]")
    page.locator("[name=way]").first.check()
    page.fill("[name=name]", "测试监护人，奶奶")
    go_on(page)
    page.goto(f"{site.address}{pairing}heard/")
    page.check("[name=answer][value=yes]")
    page.fill("[name=words]", "测试：想有人一起写作业。")
    go_on(page)
    return pairing


def approve_pairing(page: Page, site: Site, pairing: str, *, after: dict[str, Page]) -> None:
    """Someone else approves; those who look after it, by the name they are chosen by, take it on; then it begins."""
    page.goto(f"{site.address}{pairing}approve/")
    for post, name in zip(("supervisor", "deputy"), after, strict=True):
        person = page.locator(f"[name={post}] option", has_text=name).first.get_attribute("value")
        page.select_option(f"[name={post}]", person)
    go_on(page)
    for one, step in [*((one, "accept") for one in after.values()), (page, "activate")]:
        one.goto(f"{site.address}{pairing}")
        follow(one.locator(f"form[action='{pairing}{step}/'] button.btn"))


def plan_session(page: Page, site: Site, title: str) -> str:
    """The township plans a session for tomorrow with two members of staff and publishes it; its address on the desk."""
    page.goto(f"{site.address}/desk/activities/add/")
    page.fill("[name=title]", title)
    for name in ("kind", "action", "place"):
        page.select_option(f"[name={name}]", index=1)
    page.fill("[name=day]", str(TODAY + timedelta(days=1)))
    page.fill("[name=begins]", "14:00")
    page.fill("[name=finishes]", "15:30")
    page.fill("[name=age_from]", "6")
    page.fill("[name=age_to]", "14")
    page.fill("[name=child_capacity]", "10")
    page.fill("[name=volunteer_capacity]", "2")
    for box in page.locator("[name=staff]").all()[:2]:
        box.check()
    go_on(page)
    follow(page.locator("main form button[value=publish]"))
    return re.sub(r".*/desk/", "/desk/", page.url)


def enrol(page: Page, site: Site, session: str, child_called: str) -> None:
    """A child is put on the session's list."""
    page.goto(f"{site.address}{session}enrol/")
    find(page, child_called)
    page.get_by_label(re.compile(child_called)).first.check()
    follow(page.locator("main form button.btn").last)


def take_a_duty(page: Page, site: Site, session: str) -> None:
    """The volunteer signs up on the public page of the session."""
    page.goto(site.address + session.replace("/desk", ""))
    follow(page.locator("main form button.btn").first)


def call_the_roll(page: Page, site: Site, session: str) -> None:
    """Everyone is there; the session is started while it runs and, its time being over, completed."""
    uuid = session.rstrip("/").rpartition("/")[2]
    site.let_the_day_come(uuid, "starts")
    page.goto(f"{site.address}{session}rollcall/")
    for choice in page.locator("input[type=radio][value=present]").all():
        choice.check()
    follow(page.locator("button[value=start]"))
    site.let_the_day_come(uuid)
    page.reload()
    follow(page.locator("button[value=complete]"))


def verify_hours(page: Page, site: Site, session: str) -> None:
    """Someone else credits the hours."""
    page.goto(f"{site.address}{session}hours/")
    go_on(page)
