"""Two invented reports for the demo; everything in them says so."""

from __future__ import annotations

import uuid

from portal.accounts.enums import Capability
from portal.accounts.models import Assignment
from portal.areas.models import Area, AreaLevel
from portal.areas.scoping import within

from .domain.handling import answer, triage
from .domain.reporting import add_fact, receive
from .enums import ReporterDuty, Urgency

STORIES = (
    "（演示）隔壁家的孩子连续几个晚上一个人在家，今天看到他手臂上有淤青。孩子说是自己摔的，我不放心。",
    "（演示）班里有个学生一周没来上学，电话打不通，家里老人也说不清楚去了哪里。",
)


def load(county: Area) -> None:
    """One report nobody has read, and one that is being looked into."""
    village = Area.objects.filter(within([county.path], "code"), level=AreaLevel.VILLAGE).order_by("code")[0]
    facts = {"child": "（演示）七八岁的男孩", "happened": "这几天晚上", "involved": "", "reporter": ""}
    receive(
        {"story": STORIES[0], "reporter_duty": ReporterDuty.NONE, **facts},
        area=None, county=county, sending=str(uuid.uuid4()), flood=False,
    )  # fmt: skip
    second = receive(
        {"story": STORIES[1], "reporter_duty": ReporterDuty.SCHOOL, "reporter": "演示老师，1380000 0099"},
        area=village, county=county, sending=str(uuid.uuid4()), flood=False,
    )  # fmt: skip
    for officer in Assignment.objects.holding(Capability.HANDLE_CONCERN).at(county.path).people()[:1]:
        triage(second, urgency=Urgency.DAYS, note="（演示）先联系学校核实。", by=officer)
        answer(second, text="（演示）谢谢您告诉我们。我们正在联系学校。", by=officer)
    add_fact(second, "（演示）今天同学说，看到他在镇上网吧。")
