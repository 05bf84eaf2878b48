"""What has to be seen to: codes for machines, words for those who run the site, counts for nobody."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ, Schedule
from freezegun import freeze_time

from portal.accounts.enums import Role
from portal.audit.log import record
from portal.notify.models import Line, MessageState
from portal.ops import condition
from tests.conftest import VILLAGE
from tests.factories.concerns import make_concern
from tests.factories.notify import message

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PAGE = "/readyz/codes"
AGO = timedelta(hours=5)


def codes(client, **more):
    return client.get(PAGE, **more).json()["codes"]


@pytest.fixture(autouse=True)
def punctual():
    """The schedules as they are while workers run."""
    Schedule.objects.update(next_run=timezone.now() + timedelta(minutes=1))


def mail_away(**kwargs):
    Line.objects.create(queue="urgent", away_since=timezone.now() - AGO)


def given_up(areas, staff):
    message(staff(Role.AUDITOR), state=MessageState.FAILED)


def unattended(name):
    def make(**kwargs):
        OrmQ.objects.create(key=name, payload="", lock=timezone.now() - AGO)

    return make


def clock_went_back(staff, **kwargs):
    with freeze_time(timezone.now() + timedelta(days=1)):
        record("x.done", actor=None, target=staff(Role.AUDITOR))


def overdue(name):
    def make(**kwargs):
        cluster = None if name == "tongxin" else name
        Schedule.objects.filter(cluster=cluster).update(next_run=timezone.now() - AGO)

    return make


def unopened(areas, staff):
    make_concern(areas[VILLAGE])
    from children.concerns.models import Concern

    Concern.objects.unscoped("time passes").update(unopened_since=timezone.now() - AGO)


@pytest.mark.parametrize(
    ("happened", "code"),
    [
        (mail_away, "mail_away"), (given_up, "mail_given_up"), (unopened, "alert_unopened"),
        (clock_went_back, "clock_went_back"), (unattended("tongxin"), "queue_work"), (unattended("mail"), "queue_mail"),
        (unattended("urgent"), "queue_urgent"), (overdue("tongxin"), "queue_work"), (overdue("mail"), "queue_mail"),
        (overdue("urgent"), "queue_urgent"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_each_thing_has_a_code_and_does_not_stop_the_process_serving(client, areas, staff, happened, code):
    assert codes(client) == ["backup_none"]

    happened(areas=areas, staff=staff)

    assert sorted(codes(client)) == sorted(["backup_none", code])
    assert (client.get("/readyz").status_code, client.get("/readyz").json()) == (200, {"ready": True})


def test_a_disk_that_is_almost_full_is_told(client, monkeypatch):
    usage = condition.shutil.disk_usage("/")
    monkeypatch.setattr(condition.shutil, "disk_usage", lambda _path: usage._replace(total=10**12, free=10**8))

    assert codes(client) == ["disk", "backup_none"]


@pytest.mark.parametrize(("hours", "code"), [(1, []), (40, ["backup_old"]), (None, ["backup_old"])])
def test_a_backup_that_was_not_made_is_told(client, settings, monkeypatch, hours, code):
    settings.BACKUP_DIR = "/somewhere"
    made = None if hours is None else timezone.now() - timedelta(hours=hours)
    monkeypatch.setattr(condition, "newest", lambda: made)

    assert codes(client) == code


@pytest.mark.parametrize(
    "more",
    [{"REMOTE_ADDR": "203.0.113.7"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.7"}, {"HTTP_AUTHORIZATION": "Bearer ",
     "REMOTE_ADDR": "203.0.113.7"}],
    ids=["from elsewhere", "through a proxy", "with an empty token"],
)  # fmt: skip
def test_others_find_nothing_there(client, more):
    assert client.get(PAGE, **more).status_code == 404


def test_behind_a_proxy_this_machine_is_anybody(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize(("given", "status"), [("Bearer a-long-secret", 200), ("Bearer another", 404), ("", 404)])
def test_the_token_opens_it_from_elsewhere(client, settings, given, status):
    settings.TONGXIN_HEALTH_TOKEN = "a-long-secret"

    assert client.get(PAGE, REMOTE_ADDR="203.0.113.7", HTTP_AUTHORIZATION=given).status_code == status


def test_the_operator_reads_it_in_words_without_counts(areas, staff, sign_in):
    operator = staff(Role.OPERATOR)
    for _number in range(3):
        make_concern(areas[VILLAGE])
    unopened(areas, staff)

    answer = sign_in(operator).get("/desk/")

    words = [str(check.words) for panel in answer.context["panels"] for check in panel.context.get("wrong", [])]
    assert [check for check in words if any(sign.isdigit() for sign in check)] == []
    assert [said in answer.content.decode() for said in words] == [True, True]


def test_an_operator_who_is_named_in_it_learns_nothing(areas, staff, sign_in):
    from children.concerns.domain.people import shut_out
    from children.concerns.models import Concern

    operator = staff(Role.OPERATOR)
    unopened(areas, staff)
    shut_out(Concern.objects.unscoped("the one").get(), operator, by=None)

    text = sign_in(operator).get("/desk/").content.decode()

    assert "一直没人打开" not in text


@pytest.mark.parametrize("role", [Role.SAFEGUARDING_OFFICER, Role.COUNTY_OFFICER, Role.AUDITOR])
def test_nobody_else_is_shown_it(staff, sign_in, role):
    panels = sign_in(staff(role)).get("/desk/").context["panels"]

    assert [panel for panel in panels if "wrong" in panel.context] == []


@pytest.mark.parametrize(("hours", "code"), [(1, []), (40, ["backup_not_sent"]), (None, ["backup_not_sent"])])
def test_a_backup_that_was_not_sent_on_is_told(client, settings, monkeypatch, hours, code):
    settings.BACKUP_DIR, settings.BACKUP_SECOND_DIR = "/somewhere", "/elsewhere"
    sent = None if hours is None else timezone.now() - timedelta(hours=hours)
    monkeypatch.setattr(condition, "newest", timezone.now)
    monkeypatch.setattr(condition, "newest_sent", lambda: sent)

    assert codes(client) == code


def test_the_operator_reads_how_old_the_newest_backup_is(staff, sign_in, settings, tmp_path):
    settings.BACKUP_DIR = str(tmp_path)
    made = timezone.now() - timedelta(hours=9)
    folder = tmp_path / "20261128T020000000000Z"
    folder.mkdir()
    (folder / "backup.json").write_text(json.dumps({"format": 1, "made_at": made.isoformat()}))

    text = sign_in(staff(Role.OPERATOR)).get("/desk/").content.decode()

    assert f'<time datetime="{made.isoformat(timespec="minutes")}">' in text
    assert "9\xa0小时" in text
