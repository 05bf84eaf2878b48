"""Every public form left empty and filled with nonsense: it says what is wrong, leads there, keeps what was typed."""

from __future__ import annotations

import pytest

from . import line
from .looks import COMPUTER, PHONE_DARK, faults

NONSENSE = "测试<b>%s'"
OPEN = "() => document.querySelectorAll('main details').forEach((one) => { one.open = true; })"
FORMS = """() => [...document.querySelectorAll("main form")].map((form) => [
  new URL(form.action).pathname,
  [...form.elements].filter((one) => one.checkVisibility() && !one.matches("button, fieldset")).map((one) => one.name),
])"""
# Writes one text into every field that takes it and sends the form, whatever the browser itself thinks of it.
SEND = """([number, text]) => {
  const form = document.querySelectorAll("main form")[number];
  for (const one of form.elements)
    if (one.matches("textarea, input:not([type=hidden], [type=checkbox], [type=radio])") && one.checkVisibility())
      one.value = one.type === "date" ? "" : text.slice(0, one.maxLength > 0 ? one.maxLength : undefined);
  form.noValidate = true;
  form.requestSubmit(form.querySelector("button"));
}"""
# What is wrong with a page that refuses: the summary has the focus, and its links lead to fields of the form.
REFUSAL = """() => {
  const summary = document.querySelector(".error-summary"), links = [...summary.querySelectorAll("a")];
  const field = (link) => document.getElementById(link.hash.slice(1))?.matches("input, select, textarea");
  return [
    ...(document.activeElement === summary ? [] : ["the summary has no focus"]),
    ...links.filter((link) => !field(link)).map((link) => `${link.hash} is no field`),
    ...(document.title.match(/^(有误|Error)/) ? [] : [`the title is ${document.title}`]),
  ];
}"""
LOST = """(text) => [...document.querySelectorAll("main form")]
  .flatMap((form) => [...form.elements])
  .filter((one) => one.matches("textarea, input:not([type]), [type=text], [type=email], [type=tel], [type=search]"))
  .filter((one) => one.checkVisibility() && one.value && !text.startsWith(one.value) && one.value !== text)
  .map((one) => one.name)"""


# Where nothing was asked for, nothing is wrong: an empty one of these shows everything, or changes nothing.
MAY_BE_EMPTY = {"/search/ q", "/help/ q", "/policies/ on", "/benefits/ area on", "/accounts/ language"}


def forms_of(page) -> dict[str, int]:
    """The forms of a page that ask for something, by where they go and what they ask, with their place on the page."""
    page.evaluate(OPEN)
    return {f"{path} {' '.join(names)}": n for n, (path, names) in enumerate(page.evaluate(FORMS)) if names}


def sent(page, number: int, text: str) -> list[str]:
    """What is wrong with the answer to a form with this text in every field."""
    page.evaluate(OPEN)
    with page.expect_navigation() as answer:
        page.evaluate(SEND, [number, text])
    wrong = [f"answers {answer.value.status}"] if answer.value.status != 200 else []
    if lost := page.evaluate(LOST, text):
        wrong.append(f"loses {lost}")
    if page.locator(".error-summary").count():
        wrong += page.evaluate(REFUSAL) + faults(page, [COMPUTER, PHONE_DARK])
    return [f"{text!r} at {page.url}: {fault}" for fault in wrong]


@pytest.mark.parametrize(("name", "letters"), [("", "wide"), ("", "narrow"), ("volunteer", "wide")])
def test_every_form_refuses_helpfully(site, open_page, walked, name, letters):
    page = open_page(letters=letters)
    screens = dict(walked(name).screens())
    if name:
        site.sign_in(page, name)
        screens = {kind: path for kind, path in screens.items() if kind not in walked("").screens()}
    seen, content, wrong = set(), set(), []
    for path in screens.values():
        if letters == "narrow" and not path.startswith("/en/"):
            continue  # only the Latin letters differ
        if "<form" not in walked(name).pages[path].partition("<main")[2]:
            continue
        page.goto(site.address + path)
        for form, number in forms_of(page).items():
            if form in seen:
                continue
            seen.add(form)
            for text in ("", NONSENSE):
                page.goto(site.address + path)
                wrong += sent(page, number, text)
                if not text and not page.locator(".error-summary").count():
                    content.add(form.removeprefix("/en"))
    assert wrong == []
    assert content - MAY_BE_EMPTY == set()
    assert len(seen) - len(content) >= 4


def test_every_page_of_an_application_refuses_helpfully(site, open_page):
    person, page, wrong = line.invented_applicant(), open_page(), []
    line.sign_up(page, site, person)

    def meet(page):
        address = page.url
        for text in ("", NONSENSE):
            page.goto(address)
            wrong.extend(sent(page, 0, text))
        page.goto(address)

    line.apply(page, person, "石塘镇", meet=meet)
    assert wrong == []


@pytest.mark.parametrize("start", ["accounts/login/code/", "accounts/password/reset/", "accounts/signup/"])
def test_a_wrong_code_is_refused_helpfully(site, open_page, start):
    page, wrong = open_page(), []
    page.goto(f"{site.address}/{start}")
    page.fill("input[name=email]", line.invented_applicant().email)
    if page.locator("input[name=password1]").count():
        page.fill("input[name=password1]", line.PASSPHRASE)
    line.go_on(page)
    address = page.url
    for text in ("", "000000"):
        page.goto(address)
        wrong += sent(page, 0, text)
        wrong += [] if page.locator(".error-summary").count() else [f"{text!r} is not refused at {address}"]
    assert wrong == []
