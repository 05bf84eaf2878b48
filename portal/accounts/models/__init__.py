"""People who sign in, the roles they hold, and by what two accounts of one person are known."""

from ..sign_in.models import AddressChange, Counter, Device
from .identity import ContactApart, StaffIdentity
from .people import Assignment, AssignmentQuerySet, User, UserManager
from .role_change import RoleChange

__all__ = [
    "AddressChange",
    "Assignment",
    "AssignmentQuerySet",
    "ContactApart",
    "Counter",
    "Device",
    "RoleChange",
    "StaffIdentity",
    "User",
    "UserManager",
]
