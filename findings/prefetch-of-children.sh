#!/usr/bin/env bash
# django-modelcluster 6.5, Django 5.2.19 (PyPI): after a Prefetch with a queryset, filtering a page's children gives those
# of every page.
#
# Field: the FAQ lines, sources and dates of a policy are children of its page (ParentalKey, as in every Wagtail site);
# a list of policies fetches them beforehand, narrowed by a Prefetch.
# Guess before running: `.filter()` and `.order_by()` of the related manager stay with their own parent, as they do for a
# ForeignKey in Django and as `.all()` and `.count()` do here.
# Seen: they give the rows of ALL parents that were fetched together. A prefetch by plain name is right.
# What follows for Tongxin: what was fetched with such a Prefetch is only ever read with `.all()`.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
python3 -m venv "$room/venv"
"$room/venv/bin/python" -m pip install -q --disable-pip-version-check django-modelcluster==6.5 Django==5.2.19
"$room/venv/bin/python" - <<'PY'
import sys
from importlib.metadata import version

import django
from django.conf import settings

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=["django.contrib.contenttypes"],
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)
django.setup()

from django.db import connection, models  # noqa: E402
from modelcluster.fields import ParentalKey  # noqa: E402
from modelcluster.models import ClusterableModel  # noqa: E402


class Policy(ClusterableModel):
    class Meta:
        app_label = "probe"


class Question(models.Model):
    policy = ParentalKey(Policy, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(max_length=20)

    class Meta:
        app_label = "probe"


class Ordinary(models.Model):
    policy = models.ForeignKey(Policy, models.CASCADE, related_name="ordinary")
    text = models.CharField(max_length=20)

    class Meta:
        app_label = "probe"


with connection.schema_editor() as editor:
    for model in (Policy, Question, Ordinary):
        editor.create_model(model)
for own in (2, 3):
    policy = Policy.objects.create()
    for number in range(own):
        Question(policy=policy, text=f"{number}").save()
        Ordinary.objects.create(policy=policy, text=f"{number}")


def counted(name, *prefetch):
    """How many children the first policy, which has two, seems to have."""
    children = getattr(Policy.objects.order_by("pk").prefetch_related(*prefetch)[0], name)
    asked = {"filter": children.filter(text__gte=""), "order_by": children.order_by("text")}
    return {"all": len(children.all()), "count": children.count()} | {how: len(rows) for how, rows in asked.items()}


seen = {
    "ParentalKey, by name": counted("questions", "questions"),
    "ParentalKey, Prefetch with a queryset": counted("questions", models.Prefetch("questions", Question.objects.all())),
    "ForeignKey, Prefetch with a queryset": counted("ordinary", models.Prefetch("ordinary", Ordinary.objects.all())),
}
own = {"all": 2, "count": 2, "filter": 2, "order_by": 2}
expected = {
    "ParentalKey, by name": own,
    "ParentalKey, Prefetch with a queryset": {"all": 2, "count": 2, "filter": 5, "order_by": 5},
    "ForeignKey, Prefetch with a queryset": own,
}
print("django-modelcluster", version("django-modelcluster"), "Django", django.__version__)
for what, numbers in seen.items():
    print(f"  {what}: {numbers}")
sys.exit(0 if seen == expected else "The behaviour has changed.")
PY
