"""Until which day each record check holds, written down for the lists: see volunteers/application/domain/standing.py."""

from datetime import date

from django.db import migrations
from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

NO_CHECK = date(1, 1, 1)


def write_down(apps, schema_editor):
    """The latest check of each volunteer counts, where it was clear; pairings take it over."""
    volunteers, pairings, steps = (
        apps.get_model("volunteers", name) for name in ("Volunteer", "Pairing", "VettingStep")
    )
    checks = steps.objects.filter(volunteer=OuterRef("pk"), kind="record_check").order_by("-done_on", "-pk")
    holds = Case(When(outcome="clear", then=F("valid_until")), default=Value(NO_CHECK))
    latest = Subquery(checks.annotate(holds=holds).values("holds")[:1])
    volunteers._base_manager.update(cleared_until=Coalesce(latest, Value(NO_CHECK)))
    theirs = volunteers._base_manager.filter(pk=OuterRef("volunteer")).values("cleared_until")[:1]
    pairings._base_manager.update(cleared_until=Subquery(theirs))


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0007_check_end_and_lists_in_order")]

    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
