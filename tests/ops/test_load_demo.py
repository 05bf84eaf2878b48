"""The demo county is loaded once, whole, and only in the demo."""

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from portal.accounts.models import Assignment, User
from portal.areas.models import Area
from portal.ops import demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def is_demo(settings):
    settings.TONGXIN_DEMO = True
    settings.DEMO_LOADERS = [f"{__name__}.rename_county"]


def rename_county(county: Area) -> None:
    Area.objects.filter(pk=county.pk).update(name="loaded")


def break_down(county: Area) -> None:
    raise RuntimeError("half way")


def test_every_role_gets_an_account_in_its_area(is_demo):
    call_command("load_demo", verbosity=0)
    held = dict(Assignment.objects.values_list("user__email", "area__level"))
    assert held == {account.email: account.where for account in demo.ACCOUNTS if account.role}
    assert User.objects.count() == len(demo.ACCOUNTS)


def test_the_accounts_can_sign_in(is_demo, client):
    call_command("load_demo", verbosity=0)
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == len(demo.ACCOUNTS)
    answer = client.post("/accounts/login/", {"login": "village@demo.test", "password": demo.PASSWORD})
    assert answer["Location"] == "/accounts/after-login/"
    assert client.get("/accounts/after-login/")["Location"] == "/desk/"


def test_each_app_loads_its_part(is_demo):
    call_command("load_demo", verbosity=0)
    assert Area.objects.get(code=demo.COUNTY).name == "loaded"


def test_a_breakdown_leaves_nothing_behind(is_demo, settings):
    settings.DEMO_LOADERS = [f"{__name__}.rename_county", f"{__name__}.break_down"]
    with pytest.raises(RuntimeError):
        call_command("load_demo", verbosity=0)
    assert (Area.objects.count(), User.objects.count()) == (0, 0)


def test_a_missing_part_is_an_error(is_demo, settings):
    settings.DEMO_LOADERS = ["nowhere.demo.load"]
    with pytest.raises(ImportError):
        call_command("load_demo", verbosity=0)


def test_it_is_refused_outside_the_demo():
    with pytest.raises(CommandError, match="only loaded in the demo: set TONGXIN_DEMO=1"):
        call_command("load_demo", verbosity=0)


def test_it_is_refused_when_there_are_areas(is_demo, areas):
    with pytest.raises(CommandError, match="loaded into an empty one only"):
        call_command("load_demo", verbosity=0)
