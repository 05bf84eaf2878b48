"""The search index holds what the public looks for: sessions leave it when they are over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from modelsearch.utils import get_content_type_pk
from wagtail.search import index
from wagtail.search.models import IndexEntry

from activities.models import Session
from activities.tasks import forget_past_in_search
from home.searching.domain.finding import search
from tests.conftest import VILLAGE
from tests.factories.activities import make_place, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def place(areas):
    return make_place(areas[VILLAGE])


def held() -> set[int]:
    entries = IndexEntry.objects.filter(content_type_id=get_content_type_pk(Session))
    return {int(key) for key in entries.values_list("object_id", flat=True)}


def passed(session: Session) -> Session:
    """Its hour goes by: nothing is saved, so nobody is told."""
    length, now = session.ends - session.starts, timezone.now()
    moved = Session.objects.unscoped("test").filter(pk=session.pk)
    moved.update(starts=now - length - timedelta(hours=1), ends=now - timedelta(hours=1))
    return session


def test_a_session_that_is_over_is_not_put_into_the_index(place):
    coming, over = make_session(place, title="读书甲"), make_session(place, title="读书乙", days=-3)

    assert held() == {coming.pk}
    index.insert_or_update_object(over)
    over.save()
    assert held() == {coming.pk}


def test_once_over_it_leaves_the_index_and_is_not_found_before_that_either(place):
    coming, over = make_session(place, title="读书甲"), passed(make_session(place, title="读书乙"))
    assert held() == {coming.pk, over.pk}

    assert [one.obj.pk for one in search("读书", language="zh-hans").hits] == [coming.pk]
    assert (forget_past_in_search(), forget_past_in_search()) == (1, 0)
    assert held() == {coming.pk}


def test_one_whose_end_is_put_off_comes_back(place):
    session = passed(make_session(place, title="读书"))
    forget_past_in_search()

    session.save()

    assert held() == {session.pk}


def test_forgetting_costs_the_same_queries_however_many_were_ever_held(place, django_assert_num_queries):
    for number in range(3):
        make_session(place, title=f"读书{number}", days=-number - 2)
    make_session(place, title="读书")

    with django_assert_num_queries(4):  # the index, savepoint, sessions, release
        forget_past_in_search()
