"""What editors may do with the public content: their group's rights on pages, pictures, files and settings."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from home.models import HomePage
from portal.accounts.domain.editors import EDITORS, editors_group

# Editors write and take down; what goes live was approved by another editor (docs/decisions, the second reader).
ON_PAGES = ("add_page", "change_page")
NOT_ON_PAGES = ("publish_page",)
ON_FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
# An amount is never deleted: a new one closes it, and it stays as history.
SERVICES = ("add_benefitstandard", "change_benefitstandard", "add_office", "change_office", "delete_office")
# Added and taken away, never changed under their name; those that come with the site are no rows.
DANGER_WORDS = ("view_dangerword", "add_dangerword", "delete_dangerword")
ELSEWHERE = ("change_sitesettings", "approve_as_second_reader", *DANGER_WORDS, *SERVICES)
ON_SEARCH = ("synonym", "promotedresult")
ON_RULES = ("eligibilityrule", "eligibilitycondition", "eligibilitycase", "leftbehindrule")


def give_rights(**kwargs: Any) -> None:
    """Give the group what it lacks; what a technical account added stays. A receiver of `post_migrate`."""
    for name in ("wagtailcore", "wagtailadmin", "wagtailimages", "wagtaildocs", "home", "children", "portal_search"):
        # Django makes an app's permissions only when its turn comes, which may be after ours.
        create_permissions(apps.get_app_config(name), verbosity=0)
    _give(editors_group())


def group_made(instance: Group, created: bool, **kwargs: Any) -> None:
    """A group made anew by an appointment has its rights at once. A receiver of `post_save`."""
    if created and instance.name == EDITORS:
        _give(instance)


def _give(group: Group) -> None:
    for page in HomePage.objects.all():
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=ON_PAGES):
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    GroupPagePermission.objects.filter(group=group, permission__codename__in=NOT_ON_PAGES).delete()
    root = Collection.get_first_root_node()
    files = Permission.objects.filter(content_type__app_label__in=("wagtailimages", "wagtaildocs"))
    for permission in files.filter(codename__in=ON_FILES) if root else []:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    entrance = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    own = Permission.objects.filter(content_type__app_label="home", codename__in=ELSEWHERE)
    words = Permission.objects.filter(content_type__app_label="portal_search", content_type__model__in=ON_SEARCH)
    rules = Permission.objects.filter(
        content_type__app_label__in=("home", "children"), content_type__model__in=ON_RULES
    )
    group.permissions.add(*entrance, *own, *words, *rules)
