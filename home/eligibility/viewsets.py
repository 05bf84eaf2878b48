"""The rules of the check, the definition of left-behind and the test cases in the Wagtail admin."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet, SnippetViewSetGroup

from children.ledger.models import LeftBehindRule
from home.eligibility.forms.rules import CaseForm, DraftForm
from home.models import EligibilityCase, EligibilityRule
from portal.changes.seen_rows import SeenInlinePanel


def trial_url(version: EligibilityRule | LeftBehindRule) -> str:
    """The page on which a version is tried and decided."""
    kind = "definition" if isinstance(version, LeftBehindRule) else "rule"
    return reverse("check_rule_trial", args=[kind, version.pk])


class ThenTry(CreateView):
    """What was saved is a draft; the next page tries it."""

    def get_success_url(self) -> str:
        """See the generic view."""
        return trial_url(self.object)


class OnlyDrafts(EditView):
    """A decided version is looked at, never edited."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """See View.dispatch."""
        version = self.get_object()
        return redirect(trial_url(version)) if version.is_decided else super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        """See the generic view."""
        return trial_url(self.object)


class DeleteOnlyDrafts(DeleteView):
    """A decided version stays."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """See View.dispatch."""
        version = self.get_object()
        return redirect(trial_url(version)) if version.is_decided else super().dispatch(request, *args, **kwargs)


class VersionViewSet(SnippetViewSet):
    """What all versions have in common."""

    icon = "list-ul"
    add_view_class = ThenTry
    edit_view_class = OnlyDrafts
    delete_view_class = DeleteOnlyDrafts
    copy_view_enabled = False


_DATES = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("version"), FieldPanel("source")]),
        FieldRowPanel([FieldPanel("effective_from"), FieldPanel("effective_until")]),
        FieldPanel("doubt"),
    ],
    heading=_("Version"),
)


class RuleViewSet(VersionViewSet):
    """Rules: who may belong to a category."""

    model = EligibilityRule
    menu_label = _("Rules")
    list_display = ["__str__", "audience", "effective_from", "state", "doubt"]
    list_filter = ["audience", "state", "subject"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
                    FieldRowPanel([FieldPanel("audience"), FieldPanel("subject")]),
                ],
                heading=_("What the rule is about"),
            ),
            _DATES,
            HelpPanel(template="home/admin/rule_words.html", heading=_("How to write the sentences")),
            SeenInlinePanel(
                "conditions",
                [
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("number")]),
                    FieldPanel("values"),
                    FieldRowPanel([FieldPanel("because"), FieldPanel("because_en")]),
                    FieldRowPanel([FieldPanel("not_because"), FieldPanel("not_because_en")]),
                    FieldPanel("worth_telling"),
                ],
                heading=_("Conditions: all of them must be met"),
                label=_("condition"),
                min_num=1,
            ),
        ],
        base_form_class=DraftForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[EligibilityRule]:
        """With the categories' names."""
        return EligibilityRule.objects.select_related("audience")


class DefinitionViewSet(VersionViewSet):
    """The definition of left-behind, for the ledger and for the check."""

    model = LeftBehindRule
    menu_label = _("Left-behind: the definition")
    list_display = ["__str__", "under_age", "months_away", "effective_from", "state"]
    edit_handler = ObjectList(
        [
            _DATES,
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("under_age"), FieldPanel("months_away")]),
                    FieldPanel("outside_county"),
                    FieldPanel("one_parent_counts"),
                ],
                heading=_("Who counts as left-behind"),
            ),
        ],
        base_form_class=DraftForm,
    )


class CaseViewSet(SnippetViewSet):
    """Invented families on which the rules are tried."""

    model = EligibilityCase
    icon = "user"
    menu_label = _("Test cases")
    list_display = ["__str__", "on"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            HelpPanel(content=_("Only invented families: never write down a real child here.")),
            FieldRowPanel([FieldPanel("name"), FieldPanel("on")]),
            *[FieldPanel(name) for name in (*CaseForm.ANSWERS, "found")],
        ],
        base_form_class=CaseForm,
    )


class CheckRulesGroup(SnippetViewSetGroup):
    """One entry of the menu."""

    items = (RuleViewSet, DefinitionViewSet, CaseViewSet)
    menu_label = _("Eligibility check")
    menu_name = "check-rules"
    menu_icon = "clipboard-list"
    add_to_admin_menu = True
