"""Public content."""

from .benefits import BenefitStandard
from .danger import DangerWord
from .eligibility import EligibilityCase, EligibilityCondition, EligibilityRule
from .offices import Office
from .pages import GuideIndexPage, GuidePage, HelpPage, HomePage, NewsIndexPage, NewsPage, StandardPage
from .pictures import Picture, PictureRendition
from .policies import PolicyIndexPage, PolicyPage
from .policy_parts import PolicyAttachment, PolicyBasis, PolicyRelation
from .questions import FaqPage
from .second_reader import SecondReaderTask
from .settings import Hotline, SiteSettings
from .terms import Audience, Topic
from .uploads import PolicyUpload

__all__ = [
    "Audience",
    "BenefitStandard",
    "DangerWord",
    "EligibilityCase",
    "EligibilityCondition",
    "EligibilityRule",
    "FaqPage",
    "GuideIndexPage",
    "GuidePage",
    "HelpPage",
    "HomePage",
    "Hotline",
    "NewsIndexPage",
    "NewsPage",
    "Office",
    "Picture",
    "PictureRendition",
    "PolicyAttachment",
    "PolicyBasis",
    "PolicyIndexPage",
    "PolicyPage",
    "PolicyRelation",
    "PolicyUpload",
    "SecondReaderTask",
    "SiteSettings",
    "StandardPage",
    "Topic",
]
