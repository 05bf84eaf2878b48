"""Personal data is declared, encrypted, and found nowhere in the clear."""

from __future__ import annotations

import io
import re
import uuid
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, models
from modelsearch.index import Indexed
from wagtail.admin.viewsets import viewsets
from wagtail.models import RevisionMixin
from wagtail.snippets.models import get_snippet_models

from portal.accounts.models import User
from portal.areas.models import Area
from portal.privacy.fields import BlindIndexField, EncryptedBytesField, EncryptedTextField
from portal.privacy.personal import PersonalData, Sensitivity
from tests.conftest import VILLAGE
from tests.factories import concerns
from tests.factories.registry import FACTORIES

from .models import our_models

SUSPICIOUS = re.compile(
    r"name|phone|mobile|address|id_number|birth|note|mail|wechat|guardian|health|school|workplace"
    r"|remark|comment|answer|reason|words|contact|photo|detail|context"
)
# Fields with such a name that hold nothing about a person, or must stay readable: each with its reason.
ALLOWED = {
    "accounts.AddressChange.old_email": "a former sign-in name, kept for the seven days in which it can be put back",
    "accounts.User.email": "the sign-in name; allauth looks it up and sends codes to it",
    "accounts.User.display_name": "chosen by the account's owner, shown to colleagues",
    "accounts.User.mailbox": "the sign-in name in the form in which look-alikes are equal",
    "accounts.User.first_name": "never asked for; Django's own column",
    "accounts.User.last_name": "never asked for; Django's own column",
    "activities.HoursEntry.reason": "why minutes were corrected; a database constraint asks for it",
    "activities.Place.address": "a public place",
    "activities.Place.name": "a public place",
    "activities.Place.name_en": "a public place",
    "activities.Place.opening_note": "a public place",
    "activities.Place.phone": "a public place",
    "activities.Room.name": "a room of a public place",
    "activities.Session.cancel_reason": "shown to the public",
    "activities.Session.guardian_part": "shown to the public: what guardians do at the session",
    "areas.Area.name": "an administrative area",
    "areas.Area.name_en": "an administrative area",
    "audit.AuditEvent.detail": "codes and counts; a tripwire refuses ID numbers and phones",
    "home.Audience.name": "a word of the site",
    "home.Audience.name_en": "a word of the site",
    "home.BenefitStandard.name": "a benefit",
    "home.BenefitStandard.name_en": "a benefit",
    "home.EligibilityCase.answers": "an invented family; the form says so",
    "home.EligibilityCase.name": "an invented family",
    "home.EligibilityRule.name": "the name of a rule",
    "home.EligibilityRule.name_en": "the name of a rule",
    "home.Office.address": "a public office",
    "home.Office.opening_note": "a public office",
    "home.Office.phone": "a public office",
    "home.SiteSettings.county_name": "the county",
    "home.SiteSettings.county_name_en": "the county",
    "home.Topic.name": "a word of the site",
    "home.Topic.name_en": "a word of the site",
    "notify.Line.answered_at": "when the mail server last answered",
    "notify.Message.context": "codes and dates; notify() takes nothing else",
    "undo.Act.detail": "keys and states; keep() takes nothing else",
    "portal_search.PromotedResult.note": "editors' words about a public page",
    "portal_search.PromotedResult.words": "editors' words: what the public may search for",
}
ABOUT_SOMEONE = {
    "children.ChildCategory": "codes and dates, read through the child",
    "children.ChildNeed": "codes, read through the child",
    "children.ConcernPerson": "which accounts may not see a report, or handle it; codes and dates",
}


def personal_models() -> list[type[PersonalData]]:
    return [model for model in our_models() if issubclass(model, PersonalData)]


def label(field: models.Field) -> str:
    return f"{field.model._meta.label}.{field.name}"


def undeclared(model: type[models.Model]) -> set[str]:
    """The fields whose names sound personal and that nobody declared."""
    declared = getattr(model, "sensitive_fields", {})
    return {
        label(field)
        for field in model._meta.local_fields
        if SUSPICIOUS.search(field.name)
        and not (field.choices or field.is_relation or isinstance(field, BlindIndexField))
        and isinstance(field, (models.CharField, models.TextField, models.JSONField, models.DateField))
        and field.name not in declared
    }


def test_every_field_that_sounds_personal_is_declared_or_stands_in_the_list():
    found = set().union(*(undeclared(model) for model in our_models()))

    assert found == ALLOWED.keys()


def test_a_record_about_a_person_is_declared_as_one():
    about = {
        model._meta.label
        for model in our_models()
        if not issubclass(model, PersonalData)
        and any(
            field.is_relation and issubclass(field.related_model, PersonalData) for field in model._meta.local_fields
        )
    }

    assert about == ABOUT_SOMEONE.keys()


def test_every_encrypted_field_belongs_to_declared_personal_data():
    stray = {
        label(field)
        for model in our_models()
        for field in model._meta.local_fields
        if isinstance(field, EncryptedTextField)
        and getattr(model, "sensitive_fields", {}).get(field.name) not in {Sensitivity.CONTACT, Sensitivity.MASKED}
    }

    assert stray == set()


def test_every_model_with_personal_data_has_a_factory():
    assert {model._meta.label for model in personal_models()} - FACTORIES.keys() == set()


@pytest.mark.parametrize("model", personal_models(), ids=lambda model: model._meta.label)
class TestAModelWithPersonalData:
    def test_names_fields_that_exist(self, model):
        assert set(model.sensitive_fields) - {field.name for field in model._meta.get_fields()} == set()

    def test_encrypts_contacts_and_masked_fields(self, model):
        plain = [
            name
            for name, sensitivity in model.sensitive_fields.items()
            if sensitivity != Sensitivity.PLAIN and not isinstance(model._meta.get_field(name), EncryptedTextField)
        ]

        assert plain == []

    def test_says_who_may_reveal_what_it_masks(self, model):
        assert (
            bool(getattr(model, "reveal_capability", "")) or Sensitivity.MASKED not in model.sensitive_fields.values()
        )

    def test_has_a_public_id_that_counts_nothing(self, model):
        field = model._meta.get_field("uuid")

        assert (type(field), field.unique, field.default) == (models.UUIDField, True, uuid.uuid4)

    def test_is_outside_wagtails_admin_search_and_history(self, model):
        registered = [*get_snippet_models(), *(getattr(viewset, "model", None) for viewset in viewsets.viewsets)]

        assert model not in registered
        assert [base for base in (Indexed, RevisionMixin) if issubclass(model, base)] == []


def filled(area: Area) -> dict[str, models.Model]:
    """A saved record of each model, with a marker in every field that must not be seen; by marker."""
    marked: dict[str, models.Model] = {}
    for model in personal_models():
        record = FACTORIES[model._meta.label](area)
        record = concerns.as_new(record) if hasattr(model, "FROZEN") else record
        for name, sensitivity in model.sensitive_fields.items():
            if sensitivity != Sensitivity.PLAIN:
                marker = f"标记{uuid.uuid4().hex[:12]}"
                is_text = not isinstance(model._meta.get_field(name), EncryptedBytesField)
                setattr(record, name, marker if is_text else marker.encode())
                marked[marker] = record
        record.save()
    return marked


def everything_stored() -> str:
    """All that a thief of the database would have."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        path = Path(connection.settings_dict["NAME"])
        files = [path, path.with_name(f"{path.name}-wal")]
        return "".join(file.read_bytes().decode("utf-8", "ignore") for file in files if file.exists())
    with connection.cursor() as cursor:
        text = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            text += [row[0] for row in cursor.fetchall()]
    return "\n".join(text)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_no_personal_value_stands_in_the_clear_in_the_database_or_a_dump(areas):
    control = f"标记{uuid.uuid4().hex[:12]}"
    User.objects.create_user("control@example.test", display_name=control)
    marked = filled(areas[VILLAGE])
    dump = io.StringIO()
    call_command("dumpdata", stdout=dump)
    stored = everything_stored()

    assert (control in stored, control in dump.getvalue()) == (True, True)
    assert [record._meta.label for marker, record in marked.items() if marker in stored] == []
    assert [record._meta.label for marker, record in marked.items() if marker in dump.getvalue()] == []


@pytest.mark.django_db
def test_what_a_record_is_called_says_nothing_about_the_person(areas):
    marked = filled(areas[VILLAGE])

    assert [record._meta.label for marker, record in marked.items() if marker in f"{record} {record!r}"] == []
    assert len(marked) > 10
