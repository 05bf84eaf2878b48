"""Every form that shows what is kept and writes it says what it has shown; a form without it is found here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import transaction
from django.urls import reverse
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.snippets.models import get_snippet_models

from home.models import SiteSettings
from portal.accounts.domain.editors import EDITORS
from portal.accounts.enums import ROLE_CAPABILITIES, Role
from portal.changes.seen_forms import SeenMixin
from tests.conftest import COUNTY, VILLAGE

from .addresses import desk_addresses
from .objects import OBJECTS, Cast

ROOT = Path(settings.BASE_DIR)
APPS = ("portal", "home", "children", "volunteers", "activities")
# Forms that are filled in with something, and say nothing of what they have shown.
FILLED_IN = {
    "children/concerns/forms.py ReportForm": "a number of its own against sending twice; nothing is kept yet",
    "home/eligibility/views/check.py _form": "the visitor's own answers, kept in the address and nowhere else",
    "volunteers/application/forms/desk.py VettingForm": "a day by default; each check is a row of its own",
    "volunteers/pairing/views/pairings.py propose_for": "whom the list of candidates named; a proposal is a new row",
}
# Filled in by the view, and of this form, which says it.
BY_THE_VIEW = {"portal/accounts/views.py my_account": "LanguageForm"}
# Pages of the desk on which a form shows something and says nothing of it.
ON_THE_DESK = {
    "activities:desk_place_add": "a new place is shown, unless it is unticked; nothing is kept yet",
    "children:add": "a low risk by default; nothing is kept yet",
    "volunteers:desk_check": "today by default; each check is a row of its own",
}
# What editors may change without such a form.
WITHOUT_ROWS = {
    "home.eligibilitycondition": "a row of its rule, edited there",
    "home.dangerword": "added and taken away, never changed under its name",
    "wagtailimages.image": "no picture is of Wagtail's own kind here: they are home.picture",
}
# Names of the hidden field; the roll has its own, shorter one.
SAYS = ("seen", "shown")


def fills_in(node: ast.AST) -> bool:
    """Whether a form is made here with `initial` or of a row; a field's own default is none."""
    for call in (one for one in ast.walk(node) if isinstance(one, ast.Call)):
        name, given = ast.unparse(call.func), {keyword.arg for keyword in call.keywords}
        if name.endswith(("Form", "__init__", "kind", "form")) and given & {"initial", "instance"}:
            return True
        if name == "kwargs.setdefault" and ast.unparse(call.args[0]) == "'initial'":
            return True
    return False


def filled_in() -> Iterator[tuple[str, bool]]:
    """Where forms are filled in, by file and class or function, and whether what was shown is said."""
    paths = (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts)
    for path in paths:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and fills_in(node):
                says = any(word in ast.unparse(node) for word in ("FIELD", "'seen'", "SeenMixin"))
                yield f"{path.relative_to(ROOT)} {node.name}", says


def test_a_form_that_is_filled_in_says_what_it_shows() -> None:
    found = {name for name, says in filled_in() if not says}

    assert found == FILLED_IN.keys() | BY_THE_VIEW.keys()


def subclasses(of: type) -> set[type]:
    found = set(of.__subclasses__())
    return found | {deeper for one in found for deeper in subclasses(one)}


def test_what_the_view_fills_in_is_such_a_form() -> None:
    assert set(BY_THE_VIEW.values()) <= {one.__name__ for one in subclasses(SeenMixin)}


class Forms(HTMLParser):
    """Which forms of a page show something in a control that people see, and whether they say so."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.silent, self.shows, self.says, self.inside = 0, False, False, False
        self.area = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        given = dict(attrs)
        name, kind = given.get("name") or "", given.get("type") or "text"
        if tag == "form":
            self.inside, self.shows, self.says = (given.get("method") or "").lower() == "post", False, False
        elif tag == "input" and kind == "hidden":
            self.says |= name.rsplit("-", 1)[-1] in SAYS
        elif tag == "input" and kind in {"radio", "checkbox"}:
            self.shows |= "checked" in given
        elif tag == "input" and kind not in {"submit", "button", "file"}:
            self.shows |= bool(given.get("value"))
        elif tag == "option":
            self.shows |= "selected" in given and bool(given.get("value"))
        self.area = tag == "textarea"

    def handle_data(self, data: str) -> None:
        """See HTMLParser."""
        self.shows |= self.area and bool(data.strip())

    def handle_endtag(self, tag: str) -> None:
        """See HTMLParser."""
        self.area = False
        if tag == "form":
            self.silent += self.inside and self.shows and not self.says
            self.inside = False


@pytest.mark.django_db
def test_every_page_of_the_desk_says_what_its_forms_show(areas: Any, staff: Any, sign_in: Any) -> None:
    cast, browsers = Cast(areas[VILLAGE]), {}
    found = set()
    for address in desk_addresses():
        role = next(role for role in Role.values if address.capability in ROLE_CAPABILITIES[role])
        browser = browsers[role] = browsers.get(role) or sign_in(staff(role, COUNTY))
        with transaction.atomic():
            kwargs = OBJECTS[address.name](cast) if address.arguments else {}
            answer = browser.get(reverse(address.name, kwargs=kwargs))
            transaction.set_rollback(True)
        if (
            answer.status_code == 200
            and "text/html" in answer.headers["Content-Type"]
            and Forms(answer.content.decode()).silent
        ):
            found.add(address.name)

    assert sorted(found) == sorted(ON_THE_DESK)


def test_the_walk_sees_a_form_that_is_silent() -> None:
    silent = '<form method="post"><input name="a" value="kept"></form>'

    assert (
        Forms(silent).silent,
        Forms(silent.replace("<input", '<input type="hidden" name="x-seen"><input')).silent,
    ) == (1, 0)


def forms_of_editors() -> Iterator[tuple[str, type[Any]]]:
    """Every form in which the admin shows a row of ours that editors may change."""
    for model in get_snippet_models():
        yield model._meta.label_lower, model.snippet_viewset.get_form_class(for_update=True)
    yield "home.sitesettings", get_setting_edit_handler(SiteSettings).get_form_class()
    yield get_image_model()._meta.label_lower, get_image_form(get_image_model())
    yield get_document_model()._meta.label_lower, get_document_form(get_document_model())


@pytest.mark.django_db
def test_every_form_of_the_admin_says_what_it_shows_with_the_rows_inside_it() -> None:
    silent = set()
    for label, form in forms_of_editors():
        rows = [formset.form for formset in getattr(form, "formsets", {}).values()]
        if not all(issubclass(one, SeenMixin) for one in (form, *rows)):
            silent.add(label)

    assert silent == {"home.dangerword"}


@pytest.mark.django_db
def test_editors_change_nothing_in_any_other_form(areas: Any, staff: Any) -> None:
    staff(Role.EDITOR, COUNTY)
    changing = Permission.objects.filter(codename__startswith="change_", group__name=EDITORS)
    mine = {f"{one.content_type.app_label}.{one.codename.removeprefix('change_')}" for one in changing}

    assert mine - {label for label, _form in forms_of_editors()} == WITHOUT_ROWS.keys() - {"home.dangerword"}
