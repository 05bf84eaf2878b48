"""The development settings with a mail server that can be held up in the middle of sending."""

from copy import deepcopy

from portal.settings.dev import *  # noqa: F403
from portal.settings.dev import BASE_DIR
from portal.settings.dev import TEMPLATES as OURS

MAIL_SERVER = "tests.ops.holding.HoldingBackend"
TEMPLATES = deepcopy(OURS)
TEMPLATES[0]["DIRS"] = [BASE_DIR / "tests" / "ops" / "templates", *TEMPLATES[0]["DIRS"]]
