"""Two editors and a technical account, a page nobody has read, and the county that the check knows."""

from __future__ import annotations

import pytest
from wagtail.models import Site

from home.models import SiteSettings
from portal.accounts.domain.assignments import assign
from portal.accounts.enums import Role
from portal.accounts.models import Assignment, User
from tests.conftest import COUNTY, LONG_AGO
from tests.factories.editorial import draft_by


def make_editor(areas, name):
    user = User.objects.create_user(f"{name}@example.test", "a good passphrase", display_name=name)
    assignment = assign(user, Role.EDITOR, areas[COUNTY], by=None)
    # Long in force, whenever a test asks for this person: who was appointed after a page waits does not approve it.
    Assignment.objects.filter(pk=assignment.pk).update(effective_at=LONG_AGO)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def anna(areas):
    return make_editor(areas, "anna")


@pytest.fixture
def editor(anna, sign_in):
    """Anna's browser."""
    return sign_in(anna)


@pytest.fixture
def ben(areas):
    return make_editor(areas, "ben")


@pytest.fixture
def technician(areas):
    return User.objects.create_superuser("root@example.test", "a good passphrase")


@pytest.fixture
def draft(anna):
    """A news item that Anna wrote and nobody has read."""
    return draft_by(anna)


@pytest.fixture
def checked_county(areas):
    SiteSettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"county_code": COUNTY, "county_name": "甲县"}
    )
