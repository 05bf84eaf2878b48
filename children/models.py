"""Where Django finds the tables of the app; code imports them from their subject."""

from .concerns.models import Concern, ConcernEntry, ConcernPerson
from .ledger.models import Child, ChildCategory, ChildNeed, LeftBehindRule, new_case_number

__all__ = [
    "Child",
    "ChildCategory",
    "ChildNeed",
    "Concern",
    "ConcernEntry",
    "ConcernPerson",
    "LeftBehindRule",
    "new_case_number",
]
