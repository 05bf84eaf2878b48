"""One case at least for each change of state of children, reports, public content."""

from __future__ import annotations

import datetime
from decimal import Decimal

from children.concerns.domain import alerts, handling
from children.concerns.domain import letting_in as access
from children.concerns.domain import reporting as concerns
from children.concerns.enums import Urgency
from children.concerns.models import Concern
from children.ledger.domain import ageing, entering
from children.ledger.enums import ChildState
from home.benefits.domain import amounts
from home.danger.domain.adding import add_word, remove_word
from home.editorial.domain import page_checks
from home.editorial.domain.second_reader import note_opened, publish_from_the_machine
from home.eligibility.domain.deciding import decide, next_version
from home.help.domain.office_table import Read, save_table
from home.importing.domain import uploads
from home.importing.domain.document import understand
from home.importing.domain.drafting import _draft
from home.models import EligibilityRule, Office
from portal.accounts.enums import Role
from tests.conftest import COUNTY, ELSEWHERE, OTHER_VILLAGE
from tests.factories import concerns as report
from tests.factories.ages import make_left_behind
from tests.factories.benefits import standard
from tests.factories.children import child_facts, make_child
from tests.factories.documents import NOTICE
from tests.factories.editorial import submitted
from tests.factories.home import news, policy
from tests.factories.offices import office
from tests.factories.pairings import make_officer, make_pairing
from tests.factories.volunteers import make_active_volunteer

from .world import Act_, World

WHY = "演示原因一二"


def entering_a_child(world: World) -> Act_:
    facts = child_facts(world.village)
    return lambda: entering.enter(facts, categories=["family"], needs=["safety"], by=world.officer)


def moving_a_child(world: World) -> Act_:
    child = make_child(world.village)
    for _n in range(2):
        make_pairing(child, make_active_volunteer(world.village), is_primary=not _n)
    facts = child_facts(world.areas["331125106002"])
    return lambda: entering.change(
        child, facts, categories=["own"], needs=["safety"], seen_version=child.version, by=world.one
    )


def confirming_a_child(world: World) -> Act_:
    child = make_child(world.village, state=ChildState.DRAFT)
    return lambda: entering.confirm(child, by=world.officer)


def asking_ages_again(world: World) -> Act_:
    make_left_behind(world.village, 16)
    return ageing.ask_again


def looking_at_an_age(world: World) -> Act_:
    child = make_left_behind(world.village, 16)
    ageing.ask_again()
    return lambda: ageing.looked(child, by=world.officer)


def reporting(world: World) -> Act_:
    facts = {"story": f"（测试）{world.guard.email} 知道。", "happened": "", "involved": ""}
    return lambda: concerns.receive(facts, area=world.village, county=world.county_area, sending="x" * 32, flood=False)


def showing_the_code(world: World) -> Act_:
    report.make_concern(world.village, sending="y" * 32)
    return lambda: concerns.receipt("y" * 32)


def adding_a_fact(world: World) -> Act_:
    row = report.make_concern(world.village)
    return lambda: concerns.add_fact(row, "测试")


def triaged(world: World) -> Concern:
    row = report.make_concern(world.village)
    handling.triage(row, urgency=Urgency.DAYS, note="x", by=world.guard)
    return report.reread(row)


def triaging(world: World) -> Act_:
    row = report.make_concern(world.village)
    return lambda: handling.triage(row, urgency=Urgency.DAYS, note="x", by=world.guard)


def passing_on(world: World) -> Act_:
    row = triaged(world)
    return lambda: handling.report(row, authority="x", by=world.guard)


def proposing_that_there_is_nothing(world: World) -> Act_:
    row = triaged(world)
    return lambda: handling.propose_dismissal(row, reason="x", by=world.guard)


def proposed(world: World) -> Concern:
    row = triaged(world)
    handling.propose_dismissal(row, reason="x", by=world.guard)
    return report.reread(row)


def signing(world: World) -> Act_:
    row = proposed(world)
    return lambda: handling.confirm_dismissal(row, by=world.guard2)


def sending_back(world: World) -> Act_:
    row = proposed(world)
    return lambda: handling.send_back(row, reason="x", by=world.guard2)


def taking_up_again(world: World) -> Act_:
    row = triaged(world)
    handling.report(row, authority="x", by=world.guard)
    return lambda: handling.reopen(row, reason="x", by=world.guard)


def noting(world: World) -> Act_:
    row = report.make_concern(world.village)
    concerns.add_fact(row, "测试")
    return lambda: handling.add_note(row, text="x", by=world.guard)


def answering_a_reporter(world: World) -> Act_:
    row = report.make_concern(world.village)
    return lambda: handling.answer(row, text="x", by=world.guard)


def naming_everybody(world: World) -> Act_:
    row = proposed(world)
    return lambda: access.name_people(row, [world.guard2, world.guard], by=world.guard)


def letting_in_again(world: World) -> Act_:
    row = report.make_concern(world.village)
    access.name_people(row, [world.guard2], by=world.guard)
    return lambda: access.let_in_again(row, world.guard2, reason="x", by=world.guard)


def letting_in(world: World) -> Act_:
    row = report.make_concern(world.village)
    return lambda: access.let_in(row, world.county, by=world.guard)


def alerting_again(world: World) -> Act_:
    row = report.make_concern(world.village)
    Concern.objects.unscoped("test").filter(pk=row.pk).update(
        unopened_since=row.received_at - datetime.timedelta(days=2)
    )
    return alerts.alert_again


def handing_onwards(world: World) -> Act_:
    # Elsewhere nobody may open it.
    report.make_concern(world.areas[ELSEWHERE])
    return access.hand_onwards


def a_new_amount(world: World) -> Act_:
    row = standard()
    begins = datetime.date(2026, 1, 1)
    return lambda: amounts.set_new_amount(row, by=world.county, amount=Decimal(1300), begins=begins)


def adding_a_danger_word(world: World) -> Act_:
    return lambda: add_word("violence", "关黑屋", by=world.guard)


def removing_a_danger_word(world: World) -> Act_:
    row = add_word("violence", "关黑屋", by=world.guard)
    return lambda: remove_word(row, by=world.guard)


def the_next_version_of_a_rule(world: World) -> Act_:
    row = EligibilityRule.objects.get(subject="orphan")
    return lambda: next_version(row, by=world.county)


def deciding_a_rule(world: World) -> Act_:
    row = next_version(EligibilityRule.objects.get(subject="orphan"), by=world.county)
    return lambda: decide(row, why="x", by=world.county)


def saving_a_table_of_offices(world: World) -> Act_:
    read = Read()
    read.offices = [office(COUNTY), Office(area=world.areas[OTHER_VILLAGE], phone="0578-0000002")]
    return lambda: save_table(read, by=world.county)


def checking_a_page(world: World) -> Act_:
    page = policy("checked", summary="陈小雨，石塘小学三年级。")
    return lambda: page_checks.note_check(page, page_checks.doubts_of(page), by=world.county)


def publishing_from_the_machine(_world: World) -> Act_:
    page = policy("machine")
    return lambda: publish_from_the_machine(page)


def taking_a_page_down(_world: World) -> Act_:
    page = news("down")
    return lambda: type(page).objects.get(pk=page.pk).unpublish()


def handing_in(world: World) -> Act_:
    return lambda: uploads.hand_in([("a.docx", b"x")], keep=False, by=world.county)


def importing(_world: World) -> Act_:
    document = understand("\n".join(NOTICE).encode(), "a.txt")
    return lambda: _draft("测试文件", document, None)


def approving_a_page(world: World) -> Act_:
    writer, reader = (make_officer(world.county_area, Role.EDITOR) for _n in range(2))
    from portal.accounts.domain.editors import sync_editor_group

    for user in (writer, reader):
        sync_editor_group(user)
    page = news("approved")
    page.save_revision(user=writer)
    page = submitted(page, writer)
    note_opened(page.pk, reader)
    state = page.current_workflow_task_state
    return lambda: page.current_workflow_task.on_action(state, reader, "approve")
