"""What every page's edit screen has in common: what to look at before publishing, and the tick of who has looked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from home.editorial.domain.content_checks import doubts_in
from home.editorial.domain.page_checks import PageDoubt, doubts_of, note_check, unchecked
from home.enums.editorial import DoubtKind, EditorialReason
from home.models.base import PublicPage
from portal.changes.seen_forms import SeenMixin


class EditorialPageForm(WagtailAdminPageForm):
    """Refuses to submit or approve what may tell which child it is about, and to keep an ID number even in a draft."""

    no_child_recognised = forms.BooleanField(
        label=_("I have checked: no child can be recognised"),
        required=False,
        help_text=_("Your name is kept with this in the history of the page."),
    )
    doubts: list[PageDoubt] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # Django compares a field whose default is a function with a hidden field that Wagtail does not print:
            # the page would always count as changed, and a reader who approves it as its writer.
            field.show_hidden_initial = False
        if "slug" in self.fields:
            self.fields["slug"].required = False  # the browser fills it from the title, or the page does when saved

    def clean_slug(self) -> str:
        """A page keeps its address when the field is emptied."""
        return self.cleaned_data["slug"] or self.instance.slug

    @cached_property
    def changed_data(self) -> list[str]:
        """A tick changes no text: a reader who ticks and approves has not written a version of their own."""
        return [name for name in super().changed_data if name != "no_child_recognised"]

    def _post_clean(self) -> None:
        super()._post_clean()
        doubts = doubts_of(self.instance)
        # Old versions of a draft are kept and seen by every editor: taking the number out later would not help.
        if any(one.doubt.kind == DoubtKind.ID_NUMBER for one in doubts) and not _sends_back(self.data):
            self.add_error(None, EditorialReason.ID_NUMBER.label)
        elif _asks_to_publish(self.data):
            self.doubts = doubts
            self._refuse_unchecked()

    def _refuse_unchecked(self) -> None:
        left = unchecked(self.instance, self.doubts or [])
        if any(one.doubt.blocks for one in left):
            self.add_error(None, EditorialReason.MUST_NOT_BE_PUBLISHED.label)
        elif left and not self.cleaned_data.get("no_child_recognised"):
            self.add_error("no_child_recognised", EditorialReason.NOT_CHECKED.label)

    def save(self, commit: bool = True) -> Any:
        """Keep who ticked before the page goes on to a reader."""
        page = super().save(commit=commit)
        if page.pk:
            self.note_tick(page, self.for_user)
        return page

    def note_tick(self, page: PublicPage, user: Any) -> None:
        """Keep who ticked, once the page has a number."""
        if self.doubts and self.cleaned_data.get("no_child_recognised"):
            note_check(page, self.doubts, by=user)


class OpenFormMixin(SeenMixin):
    """For what goes live as soon as it is saved, without a second reader: no ID number and no family's phone in it."""

    def clean(self) -> dict[str, Any]:
        """An error beside each text that must not be published."""
        cleaned = super().clean()
        for name, value in list(cleaned.items()):
            found = [doubt for doubt in doubts_in(value) if doubt.blocks] if isinstance(value, str) else []
            if found:
                self.add_error(name, found[0].kind.label)  # type: ignore[attr-defined]  # as above
        return cleaned


def _sends_back(data: Any) -> bool:
    return bool(data.get("action-workflow-action") and data.get("workflow-action-name") == "reject")


def _asks_to_publish(data: Any) -> bool:
    approves = data.get("action-workflow-action") and data.get("workflow-action-name") == "approve"
    return bool(approves or any(data.get(name) for name in ("action-submit", "action-restart-workflow")))


def note_tick_of_new_page(request: Any, page: Any) -> None:
    """A page that is submitted as it is made has its number only now. The hook `after_create_page`."""
    if isinstance(page, PublicPage) and _asks_to_publish(request.POST) and request.POST.get("no_child_recognised"):
        note_check(page, doubts_of(page), by=request.user)
