"""The demo with addresses that refuse and fail."""

from portal.settings.dev import *  # noqa: F403  settings modules extend one another by name

ROOT_URLCONF = "tests.browser.refusing"
