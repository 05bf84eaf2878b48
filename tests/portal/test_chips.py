"""Chips that filter a list."""

from django.test import RequestFactory

from portal.components.chips import chips_for

CHOICES = [("open", "Open"), ("over", "Over"), ("new", "New")]


def shown(chips):
    return [(str(chip["label"]), chip["url"], chip["current"], chip.get("count")) for chip in chips]


def test_a_list_of_its_own_keeps_no_other_choice():
    request = RequestFactory().get("/list/?age=turned&page=3")
    chips = chips_for(request, "state", CHOICES, "open", {"": 5, "open": 2, "over": 3}, every="Everything", at="")

    assert shown(chips) == [
        ("Everything", "?", False, 5),
        ("Open", "?state=open", True, 2),
        ("Over", "?state=over", False, 3),
    ]


def test_what_leads_to_nothing_stays_where_it_always_stands_or_is_chosen():
    request = RequestFactory().get("/elsewhere/")
    chips = chips_for(request, "show", CHOICES, "over", {}, every="All", at="/list/", always=("new",))

    assert shown(chips) == [
        ("All", "/list/", False, 0),
        ("Over", "/list/?show=over", True, 0),
        ("New", "/list/?show=new", False, 0),
    ]


def test_beside_other_filters_they_stay():
    chips = chips_for(RequestFactory().get("/list/?age=turned&page=3"), "state", CHOICES[:1], "", every="All")

    assert shown(chips) == [
        ("All", "/list/?age=turned", True, None),
        ("Open", "/list/?age=turned&state=open", False, None),
    ]
