"""What editors keep for the search, in the Wagtail admin."""

from wagtail.snippets.models import register_snippet

from .viewsets import SearchGroup

register_snippet(SearchGroup)
