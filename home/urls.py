"""Addresses of this app beside the pages themselves."""

from .benefits.urls import urlpatterns as of_benefits
from .danger.urls import urlpatterns as of_danger_words
from .eligibility.urls import urlpatterns as of_the_check
from .help.urls import urlpatterns as of_help
from .pages.urls import urlpatterns as of_pages
from .policies.urls import urlpatterns as of_policies
from .searching.urls import urlpatterns as of_the_search

app_name = "home"
urlpatterns = [
    *of_the_check,
    *of_the_search,
    *of_danger_words,
    *of_benefits,
    *of_help,
    *of_pages,
    *of_policies,
]
