"""Our panel on the admin's first page: what an editor should look at today."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from .domain.editors_day import lists_for

# Wagtail's list of what waits asks the database for each page, and offers to approve what nobody has opened.
REPLACED = {"workflow_objects_to_moderate"}


class EditorsDayPanel(Component):
    """What waits for this person, and what the site needs."""

    name = "editors_day"
    template_name = "home/admin/editors_day.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The lists of the person who looks."""
        return {"lists": lists_for(parent_context["request"].user) if parent_context else []}


def put_first(request: Any, panels: list[Any]) -> None:
    """Ours before Wagtail's. The hook `construct_homepage_panels`."""
    panels[:] = [EditorsDayPanel(), *(panel for panel in panels if getattr(panel, "name", "") not in REPLACED)]
