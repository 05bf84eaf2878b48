"""Staff need a second factor in their session before the desk or the admin opens; nobody's pages are kept."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal.pages.private import private

from . import second_factor

STAFF_ROOMS = {"desk", "admin"}
# Changing the factor itself: closed to a session of someone enrolled that has not shown it.
FACTOR_ROOM = ["accounts", "2fa"]
OPEN_IN_FACTOR_ROOM = {"authenticate", "reauthenticate"}


class StaffSecondFactorMiddleware:
    """Looks at the session, not at the route that signed in; the demo waives it and says so on every page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send a session without a second factor to where it can be shown."""
        here = rooms(request.path_info)
        if self._is_refused(request, here):
            return redirect(second_factor.proof_url(request, request.user))  # type: ignore[arg-type]  # signed in
        response = self.get_response(request)
        if here[0] == FACTOR_ROOM[0]:
            # Recovery codes and the app's secret must not be found with the back button of a shared computer.
            private(response)
        return response

    def _is_refused(self, request: HttpRequest, here: list[str]) -> bool:
        if here[0] in STAFF_ROOMS:
            user = request.user
            return (
                not settings.TONGXIN_DEMO
                and user.is_authenticated
                and user.works_here
                and not second_factor.is_proved(request, user)
            )
        if here[:2] == FACTOR_ROOM and not OPEN_IN_FACTOR_ROOM & set(here[2:]):
            user = request.user
            return (
                user.is_authenticated and second_factor.is_enrolled(user) and not second_factor.is_proved(request, user)
            )
        return False


class PrivatePagesMiddleware:
    """What was made for somebody signed in is kept by no cache and no back button shows it, unless it says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the response; pages of visitors stay as they are."""
        response = self.get_response(request)
        is_picture = response.get("Content-Type", "").startswith("image/")
        if not is_picture and request.session.session_key and request.user.is_authenticated:
            private(response)
        return response


def rooms(path: str) -> list[str]:
    """The parts of the path without the language in front; of "/" one empty part."""
    parts = path.strip("/").split("/")
    languages = {code for code, _name in settings.LANGUAGES}
    return parts[1:] if parts[0] in languages and len(parts) > 1 else parts
