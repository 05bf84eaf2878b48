"""Encrypted fields: plain in Python, a token bound to its row in the database."""

from __future__ import annotations

import copy
import uuid

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection, transaction
from django.db.models import F, Value

from children.ledger.models import Child
from portal.areas.models import Area
from portal.privacy.fields import EncryptedTextField, Token, is_unreadable
from tests.conftest import VILLAGE
from tests.factories.children import make_child

pytestmark = [pytest.mark.database, pytest.mark.django_db]
ID_NUMBER, OTHER_ID_NUMBER = "529999201503070011", "52999920150307002X"
DAMAGED = "v1:dev:AAAA"


@pytest.fixture
def village(areas) -> Area:
    return areas[VILLAGE]


def stored(child: Child, column: str = "full_name") -> str:
    """What the database file really holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM children_child WHERE id = %s", [child.pk])
        return cursor.fetchone()[0]


def put(child: Child, token: str, column: str = "full_name") -> None:
    """What a fault or an attacker may write past us."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE children_child SET {column} = %s WHERE id = %s", [token, child.pk])


def fresh(child: Child) -> Child:
    return Child.objects.unscoped("the test reads it back").get(pk=child.pk)


def test_the_database_holds_a_token_and_python_the_text(village):
    child = make_child(village, full_name="测试童")

    assert stored(child).startswith("v1:dev:")
    assert "测试童" not in stored(child)
    assert fresh(child).full_name == "测试童"


@pytest.mark.parametrize("text", ["", "x", "𠮷田", "a\nb", " 空 格 ", "v1:dev:AAAA", "长" * 20_000])
def test_any_text_comes_back_as_it_was(village, text):
    assert fresh(make_child(village, address=text)).address == text


def test_the_same_text_twice_is_two_different_tokens(village):
    child = make_child(village, full_name="同名", called_name="同名")

    assert stored(child) != stored(child, "called_name")


def test_a_token_moved_to_another_row_is_unreadable(village):
    one, two = make_child(village, full_name="甲"), make_child(village, full_name="乙")
    first, second = stored(one), stored(two)
    put(one, second)
    put(two, first)

    assert [is_unreadable(fresh(child).full_name) for child in (one, two)] == [True, True]


def test_a_token_moved_to_another_field_is_unreadable(village):
    child = make_child(village, full_name="甲", called_name="乙")
    put(child, stored(child), "called_name")

    assert is_unreadable(fresh(child).called_name)
    assert fresh(child).full_name == "甲"


@pytest.mark.parametrize(
    "token",
    [DAMAGED, "v1:dev:", "v1:gone:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "v9:dev:AAAA", "plain", ":::", "v1:dev:????"],
)
class TestADamagedToken:
    def test_is_shown_as_a_sign_and_raises_nothing(self, village, token):
        child = make_child(village)
        put(child, token)

        assert fresh(child).full_name == "⚠"

    def test_stays_as_it_is_when_other_fields_are_saved(self, village, token):
        child = make_child(village)
        put(child, token)

        loaded = fresh(child)
        loaded.grade = "三年级"
        loaded.save()

        assert (stored(child), fresh(child).grade) == (token, "三年级")

    def test_stays_after_validation_and_a_refresh_too(self, village, token):
        child = make_child(village)
        put(child, token)

        loaded = fresh(child)
        loaded.clean_fields(exclude=["created_by"])
        loaded.refresh_from_db()
        loaded.save()

        assert stored(child) == token

    def test_loaded_late_does_not_break_the_save(self, village, token):
        child = make_child(village)
        put(child, token)

        loaded = Child.objects.unscoped("test").defer("full_name").get(pk=child.pk)
        assert is_unreadable(loaded.full_name)
        loaded.save()

        assert stored(child) == token

    def test_can_be_replaced(self, village, token):
        child = make_child(village)
        put(child, token)

        loaded = fresh(child)
        loaded.full_name = "新名"
        loaded.save()

        assert fresh(child).full_name == "新名"

    def test_can_be_deleted(self, village, token):
        child = make_child(village)
        put(child, token)

        fresh(child).delete()

        assert not Child.objects.unscoped("test").exists()

    def test_is_dumped_as_it_is(self, village, token):
        child = make_child(village)
        put(child, token)

        assert token in serializers.serialize("json", [fresh(child)])


def test_an_unreadable_value_is_not_written_into_another_record(village):
    one, two = make_child(village), make_child(village)
    put(one, DAMAGED)
    two.full_name = fresh(one).full_name

    with pytest.raises(FieldError):
        two.save()


def test_saving_an_untouched_value_writes_the_same_token(village):
    child = make_child(village)
    before = stored(child)

    fresh(child).save()

    assert stored(child) == before


def test_a_deferred_value_is_read_when_asked_for(village):
    child = make_child(village, full_name="后读")

    assert Child.objects.unscoped("test").only("pk").get(pk=child.pk).full_name == "后读"


def test_a_refreshed_value_is_text_and_saves_again(village):
    child = make_child(village, full_name="原名")

    child.refresh_from_db()
    child.save()

    assert (child.full_name, fresh(child).full_name) == ("原名", "原名")


def test_a_copy_under_a_new_uuid_is_refused_until_its_values_are_set(village):
    original = fresh(make_child(village, full_name="原件", called_name="", id_number=""))
    twin = copy.copy(original)
    twin.pk, twin.uuid, twin.case_number = None, uuid.uuid4(), "87654321"
    twin._state = copy.copy(original._state)
    twin._state.adding = True

    with pytest.raises(FieldError), transaction.atomic():
        twin.save()

    for field in Child._meta.get_fields():
        if isinstance(field, EncryptedTextField):
            setattr(twin, field.name, getattr(original, field.name))
    twin.save()
    assert fresh(twin).full_name == "原件"


def test_bulk_creation_encrypts_and_indexes(village):
    made = Child(area=village, full_name="批量", id_number=ID_NUMBER, sex="m", birth_year=2015)

    Child.objects.bulk_create([made])

    assert stored(made).startswith("v1:dev:")
    assert fresh(made).full_name == "批量"
    assert stored(made, "id_number_index") == index_of(ID_NUMBER)


@pytest.mark.parametrize("value", ["明文", F("called_name"), Value("明文")], ids=["text", "column", "expression"])
def test_a_mass_update_with_plain_text_is_refused(village, value):
    child = make_child(village)
    before = stored(child)

    with pytest.raises(FieldError), transaction.atomic():
        Child.objects.unscoped("test").update(full_name=value)

    assert stored(child) == before


def test_a_bulk_update_with_plain_text_is_refused(village):
    child = make_child(village)
    child.full_name = "明文"

    with pytest.raises(FieldError):
        Child.objects.unscoped("test").bulk_update([child], ["full_name"])


def test_a_value_the_database_would_compute_is_refused(village):
    child = make_child(village)
    child.full_name = F("called_name")

    with pytest.raises(FieldError):
        child.save()


@pytest.mark.parametrize("lookup", ["full_name", "full_name__contains", "full_name__in", "full_name__gt"])
def test_searching_ciphertext_is_refused(lookup):
    with pytest.raises(FieldError):
        Child.objects.filter(**{lookup: "x"})


def test_whether_a_value_is_there_can_be_asked(village):
    make_child(village)

    assert Child.objects.unscoped("test").filter(full_name__isnull=False).count() == 1


def test_plain_rows_and_dumps_hold_no_text(village):
    child = make_child(village, full_name="不外传")

    (value,) = Child.objects.unscoped("test").values_list("full_name", flat=True)
    assert isinstance(value, Token)
    assert "不外传" not in serializers.serialize("json", [child, fresh(child)])


class TestTheBlindIndex:
    @pytest.mark.parametrize(
        "written",
        [ID_NUMBER, "529999 20150307 0011", "５２９９９９２０１５０３０７００１１", f"\u200b{ID_NUMBER}\ufeff"],
    )
    def test_finds_a_value_however_it_was_written(self, village, written):
        child = make_child(village, id_number=written)

        assert Child.objects.unscoped("test").get(id_number_index=index_of(ID_NUMBER)) == child

    def test_follows_a_change_even_when_only_that_field_is_saved(self, village):
        child = fresh(make_child(village, id_number=ID_NUMBER))

        child.id_number = OTHER_ID_NUMBER
        child.save(update_fields=["id_number"])

        assert stored(child, "id_number_index") == index_of(OTHER_ID_NUMBER)

    def test_is_empty_for_an_empty_value(self, village):
        child = fresh(make_child(village, id_number=ID_NUMBER))

        child.id_number = ""
        child.save()

        assert stored(child, "id_number_index") == ""

    def test_stays_when_the_value_is_untouched_deferred_or_damaged(self, village):
        child = make_child(village, id_number=ID_NUMBER)
        put(child, DAMAGED, "id_number")

        fresh(child).save()
        Child.objects.unscoped("test").defer("id_number").get(pk=child.pk).save()

        assert stored(child, "id_number_index") == index_of(ID_NUMBER)

    def test_differs_between_models_so_that_registers_cannot_be_joined(self):
        from volunteers.application.models import Volunteer

        assert index_of(ID_NUMBER) != Volunteer._meta.get_field("id_number").index_of(ID_NUMBER)


def index_of(text: str) -> str:
    return Child._meta.get_field("id_number").index_of(text)
