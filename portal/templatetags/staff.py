"""Roles in messages: stored by code, told in the reader's language."""

from django import template

from portal.accounts.enums import Role

register = template.Library()


@register.filter
def role_name(code: str) -> str:
    """`village_officer` → the role in words; a role that is gone keeps its code."""
    return str(Role(code).label) if code in Role.values else code
