"""The demo county's volunteers: eighty invented people in every state."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.areas.models import Area, AreaLevel
from portal.areas.scoping import within
from portal.audit.log import Happening, record_many
from portal.privacy.id_number import check_digit

from .actions import VolunteerAction
from .domain.standing import keep_check
from .domain.vetting import a_year_after
from .enums import ENGAGED, IN_REVIEW, ServiceType, TimeSlot, VettingKind, VettingOutcome
from .enums import VolunteerState as State
from .models import VettingStep, Volunteer

PASSWORD = "tongxin-demo-2026"  # noqa: S105  the demo's, shown on its sign-in page
ACTIVE_EMAIL, APPLICANT_EMAIL = "volunteer@demo.test", "applicant@demo.test"
HOME_TOWNSHIP = "331125106"
NUMBERS = {
    State.ACTIVE: 44,
    State.SUBMITTED: 8,
    State.SCREENING: 6,
    State.INFO_REQUESTED: 3,
    State.INTERVIEW: 5,
    State.TRAINING: 4,
    State.APPROVED: 2,
    State.SUSPENDED: 2,
    State.ENDED: 2,
    State.REJECTED: 2,
    State.WITHDRAWN: 2,
}
SURNAMES = "林叶蓝雷季练邱饶潘项梅魏柳褚"
TRADES = ("小学教师", "退休教师", "社区工作者", "护士", "大学生", "个体户", "农技员", "图书管理员")
REASONS = (
    "老家就在这里，孩子们放学后没人陪，想每周抽两个下午带他们写作业。",
    "退休了，身体还好，想把时间用在孩子身上。",
    "小时候也是爷爷奶奶带大的，知道有人惦记是什么感觉。",
    "会一点心理辅导，想帮孩子们说说心里话。",
)
WANTED = "您说带过托管班，请告诉我们是哪一家、做了多久。"


@transaction.atomic
def load(county: Area) -> None:
    """Make the volunteers with their accounts and checks; the same each time, dated from today."""
    rng = random.Random(20261122)  # noqa: S311  the demo is meant to be the same each time
    townships = list(Area.objects.filter(within([county.path], "code"), level=AreaLevel.TOWNSHIP).order_by("code"))
    home = next((area for area in townships if area.code == HOME_TOWNSHIP), townships[0])
    states = [state for state, number in NUMBERS.items() for _place in range(number)]
    users = _accounts(len(states))
    volunteers = []
    for place, (state, user) in enumerate(zip(states, users, strict=True)):
        area = home if place % 4 == 0 else rng.choice(townships)
        volunteers.append(_volunteer(place, state, user, area, rng))
    _applied_before(volunteers)
    Volunteer.objects.bulk_create(volunteers)
    VettingStep.objects.bulk_create([step for volunteer in volunteers for step in _steps(volunteer, rng)])
    keep_check(
        Volunteer.objects.unscoped("the demo's own volunteers").filter(
            pk__in=[volunteer.pk for volunteer in volunteers]
        )
    )
    sent = [volunteer for volunteer in volunteers if volunteer.state == State.SUBMITTED]
    record_many(Happening(VolunteerAction.SUBMITTED, volunteer.user, volunteer) for volunteer in sent)


def _accounts(number: int) -> list[User]:
    """One account each; the demo's own volunteer exists already when the staff were made."""
    hashed = make_password(PASSWORD)
    names = {0: ACTIVE_EMAIL, NUMBERS[State.ACTIVE]: APPLICANT_EMAIL}
    emails = [names.get(place, f"person{place:02d}@demo.test") for place in range(number)]
    known = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    User.objects.bulk_create([User(email=email, password=hashed) for email in emails if email not in known])
    made = {user.email: user for user in User.objects.filter(email__in=emails)}
    fresh = [made[email] for email in emails if email not in known]
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in fresh]
    )
    return [made[email] for email in emails]


def _volunteer(place: int, state: State, user: User, area: Area, rng: random.Random) -> Volunteer:
    born = date(rng.randint(1958, 2004), rng.randint(1, 12), rng.randint(1, 28))
    sent = timezone.now() - timedelta(days=rng.randint(1, 12) if state in IN_REVIEW else rng.randint(60, 900))
    values: dict[str, Any] = {
        "real_name": f"测试·{SURNAMES[place % len(SURNAMES)]}某{place + 1:02d}",
        "id_number": id_number(born, place),
        "birth_year": born.year,
        "phone": f"1380000{place + 1000:04d}",
        "occupation": rng.choice(TRADES),
        "services": _some(list(ServiceType.values), rng),
        "times": _some(list(TimeSlot.values), rng),
        "motivation": rng.choice(REASONS),
        "experience": "带过自己的孙辈，也在村里帮忙看过书屋。" if place % 3 else "",
        "referee_name": f"测试·推荐人{place + 1:02d}",
        "referee_phone": f"1380000{place + 5000:04d}",
        "caseload_limit": 1 + place % 3,
    }
    return Volunteer(user=user, area=area, area_path=area.path, state=state, **values, **_course(state, sent, rng))


def _course(state: State, sent: datetime, rng: random.Random) -> dict[str, Any]:
    """What the way to this state has left behind."""
    code = "".join(rng.choice("23456789ABCDEFGHJKMNPQRSTVWXYZ") for _place in range(8))
    values: dict[str, Any] = {
        "privacy_agreed_at": sent,
        "conduct_agreed_at": sent,
        "receipt_code": code,
        "submitted_at": sent,
        "created_at": sent,
        "state_changed_at": sent + timedelta(hours=rng.randint(1, 20)),
    }
    if state in {State.APPROVED, State.ENDED, *ENGAGED}:
        values |= {"number": str(rng.randint(10000, 99999)), "approved_at": sent + timedelta(days=21)}
    if state == State.INFO_REQUESTED:
        values["info_wanted"] = WANTED
    if state == State.INTERVIEW:
        values |= {
            "interview_at": timezone.now() + timedelta(days=rng.randint(1, 6)),
            "interview_place": "县民政局 203 室",
        }
    if state in {State.SUSPENDED, State.ENDED, State.REJECTED}:
        values["state_note"] = "演示记录"
    return values


def _applied_before(volunteers: list[Volunteer]) -> None:
    """One of the new applications comes from someone who was not accepted before, elsewhere and by another phone."""
    again = next(row for row in reversed(volunteers) if row.state == State.SUBMITTED)
    again.id_number = next(row for row in volunteers if row.state == State.REJECTED).id_number


def _steps(volunteer: Volunteer, rng: random.Random) -> list[VettingStep]:
    """The checks done so far: all for those approved, fewer for those on the way."""
    today = timezone.localdate()
    signed = timezone.localdate(volunteer.submitted_at)
    steps = [VettingStep(volunteer=volunteer, kind=VettingKind.CONDUCT, outcome=VettingOutcome.CLEAR, done_on=signed)]
    approved = volunteer.state in {State.TRAINING, State.APPROVED, *ENGAGED}
    if not approved:
        return steps
    # About one in nine ends within 30 days; the demo's own volunteer is well in time.
    ago = 40 if volunteer.user.email == ACTIVE_EMAIL else rng.choice((20, 60, 90, 150, 200, 240, 280, 300, 350))
    done = min(today, signed + timedelta(days=1)) if volunteer.state in IN_REVIEW else today - timedelta(days=ago)
    kinds = {VettingKind.RECORD_CHECK: a_year_after(done), VettingKind.INTERVIEW: None, VettingKind.TRAINING: None}
    if volunteer.state == State.TRAINING:
        del kinds[VettingKind.TRAINING]
    for kind, until in kinds.items():
        step = VettingStep(
            volunteer=volunteer, kind=kind, outcome=VettingOutcome.CLEAR, done_on=done, valid_until=until
        )
        steps.append(step)
    return steps


def _some(values: list[str], rng: random.Random) -> list[str]:
    return sorted(rng.sample(values, rng.randint(1, min(3, len(values)))))


def id_number(born: date, serial: int) -> str:
    """A well-formed number nobody has: the prefix 529999 is not assigned."""
    first = f"529999{born:%Y%m%d}{serial % 1000:03d}"
    return first + check_digit(first)
