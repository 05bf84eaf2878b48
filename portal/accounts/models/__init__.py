"""People who sign in, the roles they hold, and by what two accounts of one person are known."""

from .identity import ContactApart, StaffIdentity
from .people import Assignment, AssignmentQuerySet, User, UserManager
from .role_change import RoleChange

__all__ = ["Assignment", "AssignmentQuerySet", "ContactApart", "RoleChange", "StaffIdentity", "User", "UserManager"]
