"""How synonyms and promoted results are edited: one place in the admin's menu."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import DateColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import PromotedResult, Synonym


class SynonymViewSet(SnippetViewSet):
    """Groups of words that mean the same for the search."""

    model = Synonym
    icon = "search"
    menu_label = _("Search synonyms")
    menu_name = "search-synonyms"
    list_display = ["__str__", DateColumn("changed_at", label=_("Changed on"), sort_key="changed_at")]
    panels = [FieldPanel("terms")]


class PromotedResultViewSet(SnippetViewSet):
    """Pages that come first for certain words."""

    model = PromotedResult
    icon = "pick"
    menu_label = _("Promoted results")
    menu_name = "search-promoted"
    list_display = ["__str__", "position"]
    panels = [FieldPanel("words"), FieldPanel("page"), FieldPanel("note"), FieldPanel("position")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PromotedResult]:
        """With the pages' titles."""
        return PromotedResult.objects.select_related("page")


class SearchGroup(SnippetViewSetGroup):
    """What editors keep for the search."""

    items = (SynonymViewSet, PromotedResultViewSet)
    menu_icon = "search"
    menu_label = _("Search words")
    menu_name = "search-words"
    add_to_admin_menu = True
