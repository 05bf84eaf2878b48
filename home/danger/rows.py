"""Danger words of the county's own as the rows of a list."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from home.models import DangerWord
from portal.components.rows import Act, Column, Listing, Row
from portal.components.times import brief_day


def rows_of(words: Iterable[DangerWord]) -> Listing:
    """The word, who added it and when, and the way to take it away."""
    columns = (Column(_("Word")), Column(_("Added by")), Column(_("Added on"), "end"))
    address, away = reverse("home:danger_word_remove"), _("Take away")

    def row(one: DangerWord) -> Row:
        act = Act(away, f"{address}?word={one.pk}", one.word)
        return Row(one.word, (str(one.added_by or "—"), brief_day(one.added_at)), acts=(act,))

    return Listing(columns, [row(one) for one in words])
