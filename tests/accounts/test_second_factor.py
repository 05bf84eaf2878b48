"""Staff rooms open to sessions that showed a second factor, and to no others."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from portal.accounts.enums import Role
from tests.accounts.sign_in.guessing import code_to
from tests.factories.accounts import PASSPHRASE, app_code, member, password_only, verified, with_app

SET_UP, SHOW = "/accounts/2fa/", "/accounts/2fa/reauthenticate/"


@pytest.fixture
def officer(staff):
    """A county officer with an authenticator app; `officer.secret` is its secret."""
    user = verified(staff(Role.COUNTY_OFFICER))
    user.secret = with_app(user)
    return user


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """A path for every route, its arguments filled with something that fits most converters."""
    for entry in resolver.url_patterns:
        path = prefix + _example(entry)
        if isinstance(entry, URLPattern):
            yield path
        else:
            yield from routes(entry, path)


def _example(entry: URLPattern | URLResolver) -> str:
    route = str(entry.pattern)
    for converter in getattr(entry.pattern, "converters", {}):
        kind = type(entry.pattern.converters[converter]).__name__
        value = {"IntConverter": "1", "UUIDConverter": "0a1b2c3d-0000-4000-8000-000000000000"}.get(kind, "x")
        start = route.index("<")
        route = route[:start] + value + route[route.index(">") + 1 :]
    return route.lstrip("^").rstrip("$")


def staff_paths() -> list[str]:
    """Every path under desk/ and admin/ that our URLs know."""
    every = {f"/{path}" for path in routes(get_resolver())}
    return sorted(path for path in every if path.startswith(("/desk/", "/admin/")))


def test_every_page_of_the_desk_and_the_admin_sends_a_session_without_a_factor_away(officer):
    client = password_only(officer)
    paths = staff_paths()
    assert len(paths) > 100
    open_paths = [path for path in paths if not client.get(path).headers.get("Location", "").startswith(SHOW)]
    assert open_paths == []


@pytest.mark.parametrize("path", ["/desk/", "/en/desk/", "/admin/", "/en/admin/", "/admin", "/desk/no/such/page/"])
def test_who_has_no_factor_yet_is_sent_to_set_one_up(county_officer, path):
    assert password_only(county_officer).get(path)["Location"] in {SET_UP, f"/en{SET_UP}"}


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_changes_are_stopped_too(officer, method):
    assert getattr(password_only(officer), method)("/desk/")["Location"].startswith(SHOW)


@pytest.mark.parametrize("role", Role.values)
def test_every_role_needs_a_factor(staff, role):
    assert password_only(staff(role)).get("/desk/")["Location"] == SET_UP


@pytest.mark.parametrize("flag", ["is_staff", "is_superuser"])
def test_technical_accounts_need_a_factor(db, flag):
    assert password_only(member(**{flag: True})).get("/admin/")["Location"] == SET_UP


def test_who_does_not_work_here_is_not_asked_for_a_factor(db):
    assert password_only(member()).get("/desk/").status_code == 404


def test_a_factor_of_another_user_in_the_same_session_does_not_count(officer, sign_in, staff):
    client = sign_in(staff(Role.COUNTY_OFFICER, email="colleague@example.test"))
    session = client.session
    session["account_authentication_methods_user"] = str(officer.pk)
    session.save()
    assert client.get("/desk/")["Location"] == SET_UP


def test_password_then_app_opens_the_desk(officer, client):
    entered = client.post("/accounts/login/", {"login": officer.email, "password": PASSPHRASE, "next": "/desk/"})
    assert entered["Location"] == "/accounts/2fa/authenticate/"
    assert client.post(entered["Location"], {"code": app_code(officer.secret)})["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_a_recovery_code_opens_the_desk_once(officer):
    code = Authenticator.objects.get(user=officer, type="recovery_codes").wrap().get_unused_codes()[0]
    answers = []
    for _time in range(2):
        client = Client()
        client.post("/accounts/login/", {"login": officer.email, "password": PASSPHRASE})
        client.post("/accounts/2fa/authenticate/", {"code": code})
        answers.append(client.get("/desk/").status_code)
    assert answers == [200, 302]


def test_signing_in_by_code_still_asks_for_the_factor(officer, client):
    client.post("/accounts/login/code/", {"email": officer.email})
    code = code_to(officer.email)
    assert client.post("/accounts/login/code/confirm/", {"code": code})["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/desk/")["Location"] == "/accounts/login/?next=/desk/"


def test_showing_the_factor_later_opens_what_was_wanted(officer):
    client = password_only(officer)
    where = client.get("/desk/")["Location"]
    assert where == f"{SHOW}?next=%2Fdesk%2F"
    assert client.post(where, {"code": app_code(officer.secret), "next": "/desk/"})["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200


def test_who_has_only_a_security_key_is_asked_for_it(county_officer):
    for kind in ("webauthn", "recovery_codes"):
        Authenticator.objects.create(user=county_officer, type=kind, data={})
    assert password_only(county_officer).get("/desk/")["Location"].startswith("/accounts/2fa/webauthn/reauthenticate/")


@pytest.mark.django_db(transaction=True)
def test_setting_up_the_first_factor_opens_the_desk_and_leads_back_to_it(staff):
    user = verified(staff(Role.COUNTY_OFFICER))
    client = password_only(user)
    client.get("/desk/?due=late")
    client.post("/accounts/reauthenticate/", {"password": PASSPHRASE})
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": app_code(secret)}).status_code == 302
    assert client.get("/accounts/after-login/")["Location"] == "/desk/?due=late"
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/accounts/2fa/", "/accounts/2fa/totp/deactivate/", "/accounts/2fa/webauthn/add/", "/en/accounts/2fa/"]
)
def test_an_old_session_with_the_password_cannot_change_the_factor(officer, path):
    client = password_only(officer)
    client.post("/accounts/reauthenticate/", {"password": PASSPHRASE})
    assert SHOW in client.get(path)["Location"]


def test_the_password_is_no_proof_for_who_has_a_factor(officer):
    answer = password_only(officer).post("/accounts/reauthenticate/", {"password": PASSPHRASE})
    assert answer["Location"] == SHOW


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/", "/en/_util/login/"])
def test_other_sign_in_pages_lead_to_ours(db, client, path):
    assert client.get(f"{path}?next=/admin/")["Location"].endswith("/accounts/login/?next=/admin/")


@pytest.mark.parametrize("path", ["/admin/password_reset/", "/admin/password_reset/confirm/MQ/x/"])
def test_wagtails_reset_pages_lead_to_ours(db, client, path):
    assert client.get(path)["Location"] == "/accounts/password/reset/"


def test_the_demo_waives_the_factor(settings, county_officer):
    settings.TONGXIN_DEMO = True
    assert password_only(county_officer).get("/desk/").status_code == 200


def test_secrets_are_encrypted_at_rest(officer):
    stored = {each.type: each.data for each in Authenticator.objects.filter(user=officer)}
    assert officer.secret not in str(stored["totp"])
    assert stored["totp"]["secret"].startswith("v1:")
    assert stored["recovery_codes"]["seed"].startswith("v1:")


def test_a_damaged_secret_lets_nobody_in_and_breaks_nothing(officer, client, caplog):
    Authenticator.objects.filter(user=officer).update(
        data={"secret": "v1:dev:AAAA", "seed": "v1:dev:AAAA", "used_mask": 0}
    )
    client.post("/accounts/login/", {"login": officer.email, "password": PASSPHRASE})
    answer = client.post("/accounts/2fa/authenticate/", {"code": app_code(officer.secret)})
    assert answer.status_code == 200
    assert "set it up again" in caplog.text
