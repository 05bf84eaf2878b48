"""Who came without having signed up, and why although there was no place."""

from django.db import migrations, models
from django.db.models import Q

BEYOND = [
    ("nobody_home", "Nobody is at home to look after the child"),
    ("sibling", "Came with a brother or sister"),
    ("room", "There was room, and adults enough"),
    ("more_adults", "More adults were needed"),
]


class Migration(migrations.Migration):
    dependencies = [("activities", "0007_groups_and_offers")]

    operations = [
        operation
        for model in ("duty", "enrolment")
        for operation in (
            migrations.AddField(
                model_name=model,
                name="walk_in",
                field=models.BooleanField(default=False, editable=False),
            ),
            migrations.AddField(
                model_name=model,
                name="beyond",
                field=models.CharField(blank=True, choices=BEYOND, default="", editable=False, max_length=12),
                preserve_default=False,
            ),
            migrations.AddConstraint(
                model_name=model,
                constraint=models.CheckConstraint(
                    condition=Q(beyond="") | Q(walk_in=True), name=f"{model}_only_walk_ins_go_beyond"
                ),
            ),
        )
    ]
