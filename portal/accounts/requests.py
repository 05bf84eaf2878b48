"""The request as a view sees it that runs only for people who have signed in."""

from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """For annotations: `desk_view` and `login_required` guarantee the user."""

    user: User
