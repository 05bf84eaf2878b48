"""The language of one's messages, chosen in two windows at once."""

import pytest
from django.urls import reverse

from portal.accounts.models import User
from tests.activities.sessions.test_changed_meanwhile import as_sent
from tests.factories.accounts import member, password_only

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_window_that_was_left_open_does_not_undo_what_was_chosen_in_the_other():
    mine = password_only(member())
    page = reverse("my_account")
    old = as_sent(mine.get(page))
    User.objects.update(language="en")

    answer = mine.post(page, old)

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["language"])
    assert (User.objects.get().language, answer.context["form"]["language"].value()) == ("en", "en")
    mine.post(page, as_sent(answer) | {"language": "zh-hans"})
    assert User.objects.get().language == "zh-hans"
