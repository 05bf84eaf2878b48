"""Wagtail's admin: who gets in, what editors and technical accounts find there, and what can be put into it."""

import io
import re

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from PIL import Image
from wagtail.documents.models import Document
from wagtail.models import Collection
from wagtail.snippets.models import get_snippet_models
from wagtail.users.models import UserProfile

from home.models import Picture
from portal.accounts.domain.assignments import assign, end_assignment
from portal.accounts.enums import AssignmentReason, Role
from portal.accounts.models import User
from portal.changes.denied import Denied
from portal.privacy.personal import PersonalData
from tests.conftest import COUNTY, VILLAGE
from tests.factories.children import make_child
from tests.factories.volunteers import make_active_volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(areas):
    user = User.objects.create_user("editor@example.test", display_name="测试编辑")
    assign(user, Role.EDITOR, areas[COUNTY], by=None)
    return user


@pytest.fixture
def technician():
    return User.objects.create_superuser("root@example.test", "a good passphrase")


def people_pages() -> list[str]:
    """The addresses of Wagtail's pages about people and groups, with the number 1 for each argument."""
    found = []
    for entry in get_resolver().url_patterns:
        found += _under(entry, "")
    kept = [route for route in found if re.match(r"admin/(users|groups|bulk)/", route)]
    return sorted({"/" + re.sub(r"<[^>]+>", "1", route) for route in kept})


def _under(entry, route):
    here = route + str(entry.pattern)
    if isinstance(entry, URLPattern):
        return [here]
    return [found for inner in entry.url_patterns for found in _under(inner, here)]


def test_nobody_manages_people_behind_the_roles_back(technician, sign_in):
    browser = sign_in(technician)
    paths = [*people_pages(), "/admin/bulk/accounts/user/assign_role/", "/admin/bulk/auth/group/delete/"]

    assert {browser.get(path).status_code for path in paths} == {404}
    assert {browser.post(path).status_code for path in paths} == {404}
    assert len(paths) > 10


def test_a_technical_accounts_menu_offers_no_people(technician, sign_in):
    page = sign_in(technician).get(reverse("wagtailadmin_home")).content.decode()

    assert ("/admin/users/" in page, "/admin/groups/" in page) == (False, False)


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.EDITOR])
def test_only_editors_get_into_the_admin(staff, sign_in, role):
    assert sign_in(staff(role)).get("/admin/").status_code == 302


def test_a_volunteer_and_a_former_editor_do_not_get_into_the_admin(areas, editor, sign_in):
    volunteer = sign_in(make_active_volunteer(areas[VILLAGE]).user)
    former = sign_in(editor)
    end_assignment(editor.assignments.get(), by=None)

    assert (volunteer.get("/admin/").status_code, former.get("/admin/").status_code) == (302, 302)


def test_no_record_of_a_person_can_be_edited_in_the_admin():
    personal = {model for model in apps.get_models() if issubclass(model, PersonalData)}

    assert personal.isdisjoint(get_snippet_models())
    assert [m for m in personal if hasattr(m, "get_indexed_objects") or hasattr(m, "revisions")] == []


@pytest.mark.parametrize("flags", [{"is_staff": True}, {"is_superuser": True, "is_staff": True}])
def test_no_technical_flag_opens_a_record(areas, sign_in, flags):
    child = make_child(areas[VILLAGE])
    browser = sign_in(User.objects.create_user("flags@example.test", "a good passphrase", **flags))

    pages = ["/desk/", "/desk/children/", child.get_absolute_url(), "/desk/volunteers/", "/desk/pairings/"]
    assert {browser.get(page).status_code for page in [*pages, *(f"/en{page}" for page in pages)]} == {404}


def test_a_technical_account_is_not_appointed_to_work_with_records(areas, technician):
    for role in set(Role.values) - {Role.OPERATOR}:
        with pytest.raises(Denied) as refused:
            assign(technician, Role(role), areas[COUNTY], by=None)
        assert refused.value.reason in {AssignmentReason.TECHNICAL, AssignmentReason.WRONG_LEVEL}

    assert technician.current_assignments() == []


def test_a_link_signs_nobody_out_of_the_admin_and_its_button_does(editor, sign_in):
    browser = sign_in(editor)
    inside = browser.cookies["sessionid"].value

    by_link = browser.get("/admin/logout/")
    still = browser.cookies["sessionid"].value
    browser.post("/admin/logout/")
    stolen = Client()
    stolen.cookies["sessionid"] = inside

    assert (by_link.url, still) == (reverse("account_logout"), inside)
    assert stolen.get(reverse("my_account")).status_code == 302


@pytest.fixture
def put_in(technician, sign_in):
    """Puts a file into the admin's library of pictures."""
    browser = sign_in(technician)
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")

    def make(name: str, content: bytes, kind: str):
        file = SimpleUploadedFile(name, content, kind)
        return browser.post(
            reverse("wagtailimages:add"), {"title": "x", "file": file, "collection": root.pk, "tags": ""}
        )

    return make


def png(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG", optimize=True)
    return out.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", SVG),
        ("a.png", SVG),
        ("a.jpg", b"<html><script>alert(1)</script></html>"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"<script>"),
        ("a.png.html", b"<script>alert(1)</script>"),
    ],
)
def test_what_only_claims_to_be_a_picture_is_refused(put_in, name, content):
    assert put_in(name, content, "image/png").context["form"].errors.keys() == {"file"}
    assert not Picture.objects.exists()


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_picture_of_too_many_pixels_is_refused_by_its_header(put_in):
    content = png(12_000, 10_000)

    assert len(content) < 100_000
    assert put_in("bomb.png", content, "image/png").context["form"].errors.keys() == {"file"}
    assert not Picture.objects.exists()


def test_a_disguised_document_is_handed_out_as_a_download_only(technician, sign_in):
    page = SimpleUploadedFile("a.pdf", b"<html><script>alert(1)</script></html>", "text/html")
    document = Document.objects.create(title="x", file=page)
    document.file.close()

    answer = sign_in(technician).get(document.url)

    headers = answer.headers
    answer.close()
    assert headers["Content-Disposition"].startswith("attachment")
    assert (headers["Content-Type"], headers["X-Content-Type-Options"]) == ("application/pdf", "nosniff")


def test_a_picture_of_oneself_is_neither_offered_nor_kept(editor, sign_in):
    browser = sign_in(editor)
    page = browser.get("/admin/account/")
    file = SimpleUploadedFile("me.png", png(10, 10), "image/png")

    form = {
        "name_email-first_name": "测试",
        "name_email-last_name": "编辑",
        "locale-preferred_language": "zh-hans",
        "locale-current_time_zone": "Asia/Shanghai",
        "theme-theme": "dark",
        "theme-density": "default",
        "theme-contrast": "system",
        "theme-keyboard_shortcuts": "on",
    }
    answer = browser.post("/admin/account/", form | {"avatar-avatar": file})

    assert (page.status_code, "avatar-avatar" in page.content.decode(), answer.status_code) == (200, False, 302)
    assert [profile.avatar.name for profile in UserProfile.objects.all() if profile.avatar] == []


def test_the_account_page_is_for_those_who_may_into_the_admin(staff, sign_in, client):
    assert client.get("/admin/account/").status_code == 302
    assert sign_in(staff(Role.VILLAGE_OFFICER)).get("/admin/account/").status_code in {302, 403, 404}
