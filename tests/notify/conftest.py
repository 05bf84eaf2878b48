"""A message text of the tests' own, and someone to write to."""

from copy import deepcopy

import pytest

from portal.accounts.models import User


@pytest.fixture(autouse=True)
def texts_for_tests(settings, tmp_path):
    """Puts `notify/for_tests` before the site's own templates."""
    (tmp_path / "notify").mkdir()
    (tmp_path / "notify" / "for_tests.subject.txt").write_text("About {{ words }}\n")
    (tmp_path / "notify" / "for_tests.txt").write_text("Dear {{ recipient }}: {{ words }}\n")
    templates = deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [tmp_path, *templates[0]["DIRS"]]
    settings.TEMPLATES = templates


@pytest.fixture
def reader(db) -> User:
    """Someone who gets messages."""
    return User.objects.create_user("reader@example.test", "a good passphrase", display_name="Reader")
