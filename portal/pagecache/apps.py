"""Public pages cached whole for visitors without a session."""

from django.apps import AppConfig


class PageCacheConfig(AppConfig):
    """Public pages cached whole for visitors without a session."""

    name = "portal.pagecache"
    label = "pagecache"
