"""Nobody reaches past the scope: the plain managers are used only where this list says why."""

from __future__ import annotations

import ast

import pytest
from django.db import models

from portal.areas.models import Area
from portal.areas.scoping import ScopedModel, ScopedQuerySet

from .models import ROOT, our_models, source_files

PLAIN = {"plain", "_default_manager", "_base_manager", "_raw_delete"}
ALLOWED = {
    "portal/areas/scoping.py": "the guard itself",
    "portal/changes/locking.py": "holds the row that the caller has and is changing; shows nothing",
    "portal/changes/drawing.py": "asks whether a number is taken; shows nothing",
    "portal/privacy/rotation.py": "rewrites the tokens of every row; shows nothing",
    "portal/pagecache/store.py": "a page as it is sent, plain beside packed: no manager of rows",
    "portal/ops/backup/afterwards.py": "counts, after a restore, the values that no key opens; shows nothing",
    "home/references.py": "pictures and files of the editors' library, which lie in no area",
    "home/editorial/domain/documents.py": "a file of the editors' library, which lies in no area",
    "home/editorial/domain/public_numbers.py": "hotlines, offices and notices, which are public",
}
# A row that is written over keeps its own UUID, under which the new row's tokens cannot be read.
UPSERTS = {
    "portal/search/sqlite.py": "the search index holds public text only",
    "portal/search/postgres.py": "the search index holds public text only",
    "portal/unsaved/keeping.py": "the UUID is written over with the row",
}
AREA_WITHOUT_SCOPE = {
    "accounts.Assignment": "says who may see what; listed through the people one may appoint",
    "accounts.RoleChange": "who shall serve where; listed through the people one may appoint",
    "home.BenefitStandard": "public amounts",
    "home.PolicyPage": "public documents; the area says where they are in effect",
    "home.Office": "public offices with their public telephones",
}
VISIBLE_REVERSE = {"activities.HoursEntry.corrects": "an entry and its own correction lie in one area"}


def scoped_models() -> list[type[models.Model]]:
    return [model for model in our_models() if issubclass(model, ScopedModel)]


def uses(names: set[str], path) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in names}


def calls(name: str, path) -> list[ast.Call]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call for call in found if isinstance(call.func, ast.Attribute) and call.func.attr == name]


def test_the_plain_managers_are_used_only_where_the_list_allows():
    used = {path.as_posix() for path in source_files() if uses(PLAIN, path)}

    assert used == ALLOWED.keys()


def test_rows_are_written_over_only_where_nothing_is_encrypted():
    used = {
        path.as_posix()
        for path in source_files()
        for call in calls("bulk_create", path)
        if any(keyword.arg == "update_conflicts" for keyword in call.keywords)
    }

    assert used == UPSERTS.keys()


def test_every_unscoped_query_says_why():
    silent = [
        f"{path}:{call.lineno}"
        for path in source_files()
        for call in calls("unscoped", path)
        if not call.args or (isinstance(call.args[0], ast.Constant) and len(str(call.args[0].value)) < 12)
    ]

    assert silent == []


def test_every_model_with_an_area_is_scoped_or_stands_in_the_list():
    with_area = {
        model._meta.label
        for model in our_models()
        if not issubclass(model, ScopedModel)
        and any(field.related_model is Area for field in model._meta.local_fields)
        and model is not Area
    }

    assert with_area == AREA_WITHOUT_SCOPE.keys()


@pytest.mark.parametrize("model", scoped_models(), ids=lambda model: model._meta.label)
class TestAScopedModel:
    def test_refuses_by_default_and_leaves_djangos_own_work_a_plain_manager(self, model):
        assert (model._default_manager.name, model._base_manager.name) == ("plain", "plain")
        assert isinstance(model.objects.all(), ScopedQuerySet)

    def test_says_which_capability_shows_its_rows(self, model):
        assert model.scope_capability

    def test_cannot_be_listed_from_the_other_end_of_a_relation(self, model):
        """A reverse accessor would use the plain manager; from another scoped record it stays within that record."""
        open_ends = {
            f"{model._meta.label}.{field.name}"
            for field in model._meta.local_fields
            if field.is_relation and not field.remote_field.hidden and not issubclass(field.related_model, ScopedModel)
        }

        assert open_ends - VISIBLE_REVERSE.keys() == set()

    def test_is_found_by_its_area(self, model):
        assert model._meta.get_field("area_path").db_index
