"""Danger words in the Wagtail admin: added and taken away, never changed under their name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from home.danger.forms import AdminDangerWordForm
from home.models import DangerWord


class DangerWordViewSet(SnippetViewSet):
    """The county's own words; those that come with the site are listed on the desk and stay."""

    model = DangerWord
    icon = "warning"
    menu_label = _("Danger words")
    menu_name = "danger-words"
    add_to_admin_menu = True
    list_display = ["word", "kind", "added_by", "added_at"]
    list_filter = ["kind"]
    search_backend_name = None
    search_fields = ["word"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            HelpPanel(
                _(
                    "Whoever searches for such a word sees numbers to call above everything else. Over two hundred "
                    "words come with the site and cannot be taken away; here stand those that you add."
                )
            ),
            FieldPanel("kind"),
            FieldPanel("word"),
        ],
        base_form_class=AdminDangerWordForm,
    )
