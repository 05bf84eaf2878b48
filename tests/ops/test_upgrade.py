"""Earlier states of this site with a county in them become this version, on both databases, and nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task
from wagtail.models import Page

from home.models import FaqPage, HomePage, StandardPage
from home.planting.everything import SECTIONS, plant
from portal.jobs.models import Worker
from portal.ops.upgrading import STEPS
from tests.ops.earlier.loading import STATES, as_sqlite

# One process makes both, once.
pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.xdist_group("upgrade")]
ROOT = Path(__file__).resolve().parents[2]
# What an upgrade changes the number of, and why; every other table has as many rows as before.
OTHERWISE = {
    "auth_group_permissions": "editors get the rights of what is new",
    "auth_permission": "each new model has some",
    "django_content_type": "each new model is one",
    "django_migrations": "those applied now",
    "django_q_ormq": "a task of a version that is gone is dropped",
    "django_q_schedule": "what runs by itself is this version's",
    "portal_search_synonym": "more words came with later versions",
    "wagtailcore_groupapprovaltask": "the second reader takes the place of Wagtail's moderators",
    "wagtailcore_groupapprovaltask_groups": "the same",
    "wagtailcore_grouppagepermission": "the same: nobody publishes alone",
    "wagtailcore_task": "the same",
    "wagtailcore_workflow": "the same",
    "wagtailcore_workflowpage": "the same",
    "wagtailcore_workflowtask": "the same",
    "wagtailcore_page": "the frequent questions, once in each language",
    "wagtailcore_pagelogentry": "their making",
    "wagtailcore_referenceindex": "the pages' pictures and files are found anew",
}
KEPT = [*(["portal.notify.tasks.deliver"] * 3), "volunteers.pairing_tasks.pause_lapsed"]


@pytest.fixture(autouse=True)
def no_static_files_stay(settings):
    """An upgrade collects them, and each browser of a later test in this process would read their list."""
    yield
    for made in Path(settings.STATIC_ROOT).iterdir():
        shutil.rmtree(made) if made.is_dir() else made.unlink()
    (Path(settings.VAR_DIR) / "static.stamp").unlink(missing_ok=True)


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory, django_db_setup, django_db_blocker):
    """What is there after each state was upgraded: made once for all that is asked of it."""
    made: dict[str, dict] = {}

    def upgrade(state: str) -> dict:
        if state not in made:
            room = tmp_path_factory.mktemp(state)
            as_sqlite(state, room / "earlier.sqlite3")
            with django_db_blocker.unblock():
                made[state] = run(room)
        return made[state]

    return upgrade


def run(room: Path) -> dict:
    command = [sys.executable, "-W", "ignore", "-m", "tests.ops.earlier.upgraded", str(room / "earlier.sqlite3")]
    around = os.environ | {"DATABASE_URL": address_of_place(room), "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    done = subprocess.run(command, cwd=ROOT, env=around, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def address_of_place(room: Path) -> str:
    """A copy of the SQLite file, or an empty database on the server under test."""
    if connection.vendor == "sqlite":
        as_sqlite(room.name[:7], room / "db.sqlite3")
        return f"sqlite:///{quote(str(room / 'db.sqlite3'))}"
    has, name = connection.settings_dict, f"{connection.settings_dict['NAME']}_earlier"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    user = f"{quote(has['USER'])}:{quote(has['PASSWORD'])}" if has["PASSWORD"] else quote(has["USER"])
    return f"postgres://{user}@{has['HOST']}:{has['PORT'] or 5432}/{name}"


@pytest.mark.parametrize("state", STATES)
def test_every_row_of_an_earlier_state_is_still_there(upgraded, state):
    found = upgraded(state)

    assert found["unapplied"] is False
    different = {table for table, rows in found["before"].items() if found["after"].get(table) != rows}
    assert different - OTHERWISE.keys() == set()


@pytest.mark.parametrize("state", STATES)
def test_everything_public_is_found_and_every_link_of_the_first_pages_leads_somewhere(upgraded, state):
    found = upgraded(state)

    assert (found["unfound"], {link for link, status in found["links"].items() if status != 200}) == ([], set())
    assert {"/faq/", "/en/faq/", "/policies/"} <= found["links"].keys()


@pytest.mark.parametrize("state", STATES)
def test_the_log_is_intact_and_what_waited_waits_still(upgraded, state):
    found = upgraded(state)

    assert found["events"] == [True, found["before"]["audit_auditevent"]]
    assert (found["tasks"], found["queued"]) == (KEPT, 3)
    assert found["schedules"] == sorted(settings.SCHEDULES)


@pytest.mark.parametrize("state", STATES)
def test_a_second_time_there_is_nothing_to_do(upgraded, state):
    found = upgraded(state)

    assert found["again"] == found["after"]
    assert [found["second"][step] for step in ("database", "static", "schedules", "editors")] == ["nothing to do"] * 4


def test_each_step_says_one_line_and_the_last_one_that_the_site_can_be_started(capsys):
    call_command("upgrade")

    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines] == [*(name for name, _step in STEPS), "The site can be started."]


def test_a_database_of_a_later_version_is_refused():
    MigrationRecorder.Migration.objects.create(app="jobs", name="0999_from_the_future", applied=timezone.now())

    with pytest.raises(CommandError, match=r"belongs to a later version \(jobs.0999_from_the_future\)"):
        call_command("upgrade")


def test_it_waits_until_nobody_works_any_more():
    Worker.objects.create(queue="mail", host="here", pid=1, key="")

    with pytest.raises(CommandError, match=r"Background processes of the former version are running \(mail\)"):
        call_command("upgrade")


def test_a_task_that_no_version_knows_any_more_is_dropped_and_ours_are_kept():
    async_task("portal.notify.tasks.gone", 7)
    async_task("portal.jobs.tasks.sweep")

    assert dict(STEPS)["tasks"]() == "1 wait, 0 signed again, 1 of a former version dropped"

    assert [row.task["func"] for row in OrmQ.objects.all()] == ["portal.jobs.tasks.sweep"]


def test_a_section_that_came_with_a_later_version_is_planted_where_there_are_pages_already():
    for page in FaqPage.objects.all():
        Page.objects.get(pk=page.pk).delete()

    plant()

    made = FaqPage.objects.order_by("path")
    assert [page.url_path for page in made] == ["/home/faq/", "/home-en/faq/"]
    assert len({page.translation_key for page in made}) == 1


def test_what_editors_put_in_the_place_of_a_section_stays():
    for page in FaqPage.objects.all():
        Page.objects.get(pk=page.pk).delete()
    home = HomePage.objects.get(locale__language_code="zh-hans")
    home.add_child(instance=StandardPage(title="自己的", slug="faq", locale=home.locale))

    plant()
    plant()

    assert [page.url_path for page in FaqPage.objects.all()] == ["/home-en/faq/"]
    assert Page.objects.child_of(home).count() == len(SECTIONS) + 2
