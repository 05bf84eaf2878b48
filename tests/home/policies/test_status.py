"""What a policy is worth on a day: the same by the model's rule and by the database's."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from home.enums.policies import PolicyStatus
from home.models import PolicyPage
from tests.factories import home as make

DAY = date(2026, 11, 22)
ONE = timedelta(days=1)
CASES = [
    ({"in_force_from": None}, PolicyStatus.DRAFT),
    ({"in_force_from": DAY + ONE}, PolicyStatus.DRAFT),
    ({"in_force_from": DAY}, PolicyStatus.IN_FORCE),
    ({"in_force_from": DAY - ONE}, PolicyStatus.IN_FORCE),
    ({"in_force_from": DAY - ONE, "in_force_until": DAY}, PolicyStatus.IN_FORCE),
    ({"in_force_from": DAY - 2 * ONE, "in_force_until": DAY - ONE}, PolicyStatus.EXPIRED),
    ({"in_force_from": DAY - ONE, "repealed_on": DAY}, PolicyStatus.REPEALED),
    ({"in_force_from": DAY - ONE, "repealed_on": DAY + ONE}, PolicyStatus.IN_FORCE),
    ({"in_force_from": None, "repealed_on": DAY}, PolicyStatus.REPEALED),
    ({"in_force_from": DAY - 2 * ONE, "in_force_until": DAY - ONE, "repealed_on": DAY}, PolicyStatus.REPEALED),
]


@pytest.mark.database
@pytest.mark.parametrize(("dates", "status"), CASES)
def test_the_status_at_each_boundary_is_the_same_in_python_and_in_the_database(db, dates, status):
    page = make.policy("p", **dates)
    found = {word for word in PolicyStatus if PolicyPage.objects.with_status(word, DAY).filter(pk=page.pk).exists()}
    assert (page.status_on(DAY), found) == (status, {status})


def test_in_force_on_leaves_out_what_is_not(db):
    make.policy("now", in_force_from=DAY)
    make.policy("later", in_force_from=DAY + ONE)
    assert [page.slug for page in PolicyPage.objects.in_force_on(DAY)] == ["now"]


@pytest.mark.database
@pytest.mark.parametrize("field", ["in_force_until", "repealed_on"])
def test_a_policy_cannot_end_before_it_begins(db, field):
    page = make.policy("p", in_force_from=DAY)
    setattr(page, field, DAY - ONE)
    with pytest.raises(ValidationError):
        page.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyPage.objects.filter(pk=page.pk).update(**{field: DAY - ONE})
