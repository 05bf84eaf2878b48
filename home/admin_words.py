"""Words of Wagtail's that mislead an editor in Chinese: they stand here so that our catalogue says them better."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Its Chinese for a page that is live is the word on its publish button; and our button already says that it publishes.
SAID_BETTER = (_("Live"), _("live"), _("%(label)s and Publish"))
