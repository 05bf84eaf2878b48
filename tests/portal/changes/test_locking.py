"""The row in hand, held as it is now."""

import pytest
from django.utils.functional import SimpleLazyObject

from portal.accounts.models import User
from portal.changes.locking import locked
from tests.factories.volunteers import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_it_is_read_anew():
    user = make_user()
    User.objects.filter(pk=user.pk).update(display_name="后来的名字")

    assert locked(user).display_name == "后来的名字"


def test_whoever_has_signed_in_is_held_too():
    user = make_user()

    assert locked(SimpleLazyObject(lambda: user)) == user
