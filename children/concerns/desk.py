"""Where reports meet others: the desk, the operator's list, the audit log, the database's own guards, lost forms."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models import Model
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.enums import Capability
from portal.audit.actions import ACTIONS
from portal.audit.protection import GUARDS, Guard
from portal.desk.registry import BANNERS, DUE, MENU, MenuEntry
from portal.web.refusals import give_back

from .actions import ConcernAction

REPORTED = ["story", "area", "child", "happened", "involved", "reporter", "reporter_duty", "with_account", "sending"]


def register(app: AppConfig) -> None:
    """Called once from ChildrenConfig.ready()."""
    from portal.accounts.domain.independence import NAMED
    from portal.audit.hiding import HIDDEN
    from portal.ops.clock import BRING_BACK

    from .domain import alerts, opening, queries

    ACTIONS.add(ConcernAction)
    post_migrate.connect(protect_reports, sender=app, dispatch_uid="children.protect")
    GUARDS.add(guards_of_reports)
    alerts.add_circles()
    MENU.add(MenuEntry(pgettext_lazy("desk", "Concerns"), "children:concerns", Capability.OPEN_CONCERN, "alert", 5))
    BRING_BACK.add(opening.bring_back)
    DUE.add(queries.due)
    BANNERS.add(queries.banner)
    _tell_the_operator()
    HIDDEN.add(queries.shut_out_of_by)
    NAMED.add(lambda accounts: queries.named_in_open_reports(set(accounts)))
    for view, fields in {"report": REPORTED, "report_status": ["text", "code"]}.items():
        give_back(f"children:{view}", "children/report/kept.html", fields, exit_url=settings.TONGXIN_EXIT_URL)


def _tell_the_operator() -> None:
    from portal.ops.condition import CHECKS, Check

    from .domain import queries

    said = _(
        "Something urgent has waited at the desk for more than an hour and nobody has opened it. Ring the"
        " safeguarding officers, then the county officers."
    )
    CHECKS.add(Check("alert_unopened", said, queries.is_alert_unopened, queries.is_named_in_unopened))


def protect_reports(*, using: str, **kwargs: Any) -> None:
    """After every migrate: what was reported is never changed."""
    from portal.audit.append_only import protect

    for model, columns in _never_changed():
        protect(model, using=using, **columns)


def guards_of_reports(vendor: str) -> list[Guard]:
    """What the database must hold for that."""
    from portal.audit.append_only import guards

    return [guard for model, columns in _never_changed() for guard in guards(model, vendor, **columns)]


def _never_changed() -> list[tuple[type[Model], dict[str, tuple[str, ...]]]]:
    from .models import Concern, ConcernEntry, frozen_tokens

    return [(each, {"frozen": each.FROZEN, "tokens": frozen_tokens(each)}) for each in (Concern, ConcernEntry)]
