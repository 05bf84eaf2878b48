"""Pages that nobody keeps say so, unless they say otherwise themselves."""

from django.http import HttpResponse
from django.test import RequestFactory

from portal.pages.private import kept_by_nobody, private, told_to_nobody


def test_an_answer_is_marked_unless_it_says_otherwise():
    assert private(HttpResponse())["Cache-Control"] == "private, no-store"
    assert private(HttpResponse(headers={"Cache-Control": "max-age=60"}))["Cache-Control"] == "max-age=60"


def test_an_address_that_says_what_somebody_looks_for_is_told_to_no_other_site():
    response = told_to_nobody(HttpResponse())

    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("private, no-store", "no-referrer")


def test_every_answer_of_a_view_is_marked_and_the_view_keeps_its_name():
    @kept_by_nobody
    def page(request):
        """A page."""
        return HttpResponse(request.path)

    response = page(RequestFactory().get("/somewhere/"))

    assert (response.content, response["Cache-Control"]) == (b"/somewhere/", "private, no-store")
    assert (page.__name__, page.__doc__) == ("page", "A page.")
