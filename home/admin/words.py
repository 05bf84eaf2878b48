"""Words of Wagtail's that mislead an editor in Chinese: they stand here so that our catalogue says them better."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Its Chinese for a page that is live is the word on its publish button; and our button already says that it publishes.
SAID_BETTER = (_("Live"), _("live"), _("%(label)s and Publish"))

# Words of the editors' forms: its Chinese is a programmer's.
FORM_WORDS = (
    _("slug"),
    _("New slug"),
    _("The name of the page as it will appear in URLs e.g http://domain.com/blog/[my-slug]/"),
    _("title"),
    _("The page title as you'd like it to be seen by the public"),
    _("title tag"),
    _("The name of the page displayed on search engine results as the clickable headline."),
    _("meta description"),
    _("The descriptive text displayed underneath a headline in search engine results."),
)

# Words around the workflow, of which there is one, with one step.
WORKFLOW_WORDS = (
    _("Promote"),
    _("Cancel workflow "),
    _("Task started"),
    _("Changes requested at"),
    _("%(time_period)s ago"),
    _("Choose an image"),
)
