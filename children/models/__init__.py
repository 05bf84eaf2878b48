"""What the app keeps: the ledger of children, and reports of concern."""

from .concern import Concern, ConcernEntry, ConcernPerson
from .ledger import Child, ChildCategory, ChildNeed, LeftBehindRule, new_case_number

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
