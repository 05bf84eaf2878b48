"""The policy library by area and level."""

import pytest
from django.http import QueryDict
from django.utils import timezone
from wagtail.models import Locale

from home.policies.domain.catalogue import Choice, Library
from portal.areas.models import Area
from tests.conftest import plant_areas
from tests.factories import home as make
from tests.home.policies.listing import titles

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def laws(planted):
    """A law of the nation, a rule of the province, one of the city, one of the county, one of another county."""
    with planted.unblock():
        plant_areas()
        plant()


def plant():
    make.policy("nation", level="national")
    for slug, level, code in [("province", "province", "33"), ("city", "city", "3311"), ("county", "county", "331125")]:
        make.policy(slug, level=level, area=Area.objects.get(code=code))
    other = Area.objects.get(code="331126")
    make.policy("other", level="county", area=other)


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("area=331125", {"nation", "province", "city", "county"}),
        ("area=331126", {"nation", "province", "city", "other"}),
        ("area=33", {"nation", "province"}),
        ("area=331125&level=county", {"county"}),
        ("level=national", {"nation"}),
        ("level=galaxy", set()),
        ("area=99", set()),
    ],
)
def test_an_area_finds_what_is_in_effect_there_and_a_level_whose_rule_it_is(client, query, slugs):
    assert set(titles(client, query)) == slugs


def test_the_count_of_an_area_is_what_choosing_it_would_show(client):
    chips = client.get("/policies/").context["filters"][3]["chips"]
    library = Library.load(locale=Locale.get_default(), on=timezone.localdate())
    shown = {chip["url"]: len(library.matching(Choice.read(QueryDict(chip["url"][1:])))) for chip in chips}
    assert {chip["url"]: chip["count"] for chip in chips} == shown
    assert shown == {"?": 5, "?area=33": 2, "?area=3311": 3, "?area=331125": 4, "?area=331126": 4}
