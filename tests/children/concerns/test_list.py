"""The desk's list of reports of concern: what is due first, what counts, and what it costs."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from children.concerns.domain.handling import answer, propose_dismissal, triage
from children.concerns.domain.queries import concerns_for, counts, due
from children.concerns.domain.reporting import add_fact
from children.concerns.enums import Urgency
from portal.accounts.enums import Role
from tests.conftest import COUNTY, TOWNSHIP, VILLAGE
from tests.factories.concerns import give, make_concern, reread, shut_out_somebody
from tests.factories.volunteers import make_user

pytestmark = pytest.mark.django_db
QUERIES_OF_THE_LIST = 20  # the banner asks one


class TestTheList:
    def test_puts_first_what_is_due_first(self, areas, first):
        watch, late, flood, unread, now = (make_concern(areas[VILLAGE], flood=n == 2) for n in range(5))
        for row, urgency in ((watch, Urgency.WATCH), (late, Urgency.DAYS), (now, Urgency.NOW)):
            triage(row, urgency=urgency, note="", by=first)

        assert list(concerns_for(first)) == [unread, now, late, watch, flood]

    def test_something_new_counts_until_somebody_answers(self, areas, first):
        concern = make_concern(areas[VILLAGE])
        triage(concern, urgency=Urgency.DAYS, note="先核实", by=first)
        add_fact(concern, "又听到了")

        assert counts(first)["waiting"] == 1
        answer(concern, text="收到", by=first)
        assert (counts(first)["waiting"], reread(concern).added_at) == (0, None)

    def test_the_desk_counts_for_those_who_handle_reports_only(self, areas, first, village_officer):
        make_concern(areas[VILLAGE])

        assert ([row.count for row in due(first)], list(due(village_officer))) == ([1, 0, 0, 0], [])

    @pytest.mark.parametrize(("number", "label"), [(1, "report nobody has read"), (3, "reports nobody has read")])
    def test_the_desk_says_one_report_and_three_reports(self, areas, first, number, label):
        for _report in range(number):
            make_concern(areas[VILLAGE])

        with override("en"):
            assert next(due(first)).label == label

    def test_counts_as_left_only_what_was_given_to_people_who_have_all_left(self, areas, first):
        for _report in range(2):
            make_concern(areas[VILLAGE])
        give(make_concern(areas[VILLAGE]), make_user())

        assert counts(first)["left"] == 1

    def test_a_report_from_nowhere_is_seen_by_the_county_and_not_by_a_township(self, areas, staff, first):
        concern = make_concern(areas[COUNTY], known=False)
        near = staff(Role.SAFEGUARDING_OFFICER, TOWNSHIP)

        assert (list(concerns_for(first)), list(concerns_for(near))) == ([concern], [])

    @pytest.mark.parametrize("number", [1, 3])
    def test_costs_the_same_queries_for_one_and_three(self, areas, first, sign_in, number, django_assert_num_queries):
        for code in (VILLAGE, TOWNSHIP, COUNTY)[:number]:
            concern = make_concern(areas[code])
            triage(concern, urgency=Urgency.NOW, note="先核实", by=first)
            add_fact(concern, "又听到了")
            shut_out_somebody(concern)
        browser = sign_in(first)
        browser.get(reverse("children:concerns"))

        with django_assert_num_queries(QUERIES_OF_THE_LIST):
            response = browser.get(reverse("children:concerns"))

        assert len(response.context["page"].object_list) == number


def test_what_is_due_says_how_long_the_oldest_has_waited(areas, first, second):
    concern = make_concern(areas[VILLAGE])
    make_concern(areas[VILLAGE])

    assert [(entry.count, entry.since) for entry in due(first) if entry.count] == [(2, concern.received_at)]
    triage(concern, urgency=Urgency.WATCH, note="", by=first)
    propose_dismissal(reread(concern), reason="没有问题", by=first)
    waiting = {entry.url.rpartition("=")[2]: entry.since for entry in due(second) if entry.count}

    assert waiting["second"] == waiting["triaged"] == reread(concern).triaged_at
