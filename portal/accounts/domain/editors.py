"""Editors work in Wagtail's admin, whose rights hang on a group."""

from django.contrib.auth.models import Group, Permission

from ..enums import Role
from ..models import Assignment, User

EDITORS = "Editors"


def editors_group() -> Group:
    """The group whose members may open the admin; the public site's app gives it its pages."""
    group, created = Group.objects.get_or_create(name=EDITORS)
    if created:
        access = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
        group.permissions.add(*access)
    return group


def sync_editor_group(user: User) -> None:
    """Membership follows the editor's role."""
    if Assignment.objects.current().filter(user=user, role=Role.EDITOR).exists():
        user.groups.add(editors_group())
    else:
        user.groups.remove(editors_group())


def sync_editors() -> int:
    """Whoever's membership and role have come apart (a waiting time that is over, a clock put right). Returns how many.

    What opens the admin is asked of the role each time: this keeps the lists of members true.
    """
    serving = Assignment.objects.serving(Role.EDITOR).values("user")
    missing = User.objects.filter(pk__in=serving).exclude(groups__name=EDITORS)
    left = User.objects.filter(groups__name=EDITORS).exclude(pk__in=serving)
    apart = {user.pk: user for user in (*missing, *left)}
    for user in apart.values():
        sync_editor_group(user)
    return len(apart)
