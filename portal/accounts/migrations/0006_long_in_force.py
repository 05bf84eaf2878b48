"""Who serves today goes on serving: in force from the beginning of the first day. Addresses get their folded form."""

from datetime import datetime, time

from django.db import migrations
from django.utils import timezone

from portal.accounts.addresses import fold_address


def fill(apps, schema_editor):
    Assignment, User = (apps.get_model("accounts", name) for name in ("Assignment", "User"))
    for held in Assignment.objects.iterator():
        begins = timezone.make_aware(datetime.combine(held.since, time()))
        Assignment.objects.filter(pk=held.pk).update(given_at=begins, effective_at=begins)
    for user in User.objects.only("email").iterator():
        User.objects.filter(pk=user.pk).update(mailbox=fold_address(user.email)[:254])


class Migration(migrations.Migration):

    dependencies = [("accounts", "0005_appointing_by_two")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
