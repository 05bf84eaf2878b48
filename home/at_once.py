"""What is said to whoever wants the same at once and comes second: see `portal.changes.constraints`."""

from portal.changes.denied import AtOnce

from .eligibility.enums import RuleRefusal
from .enums.benefits import BenefitRefusal
from .enums.danger import DangerWordReason

MEANINGS = {
    "benefit_never_two_amounts_at_once": BenefitRefusal.TWO_AMOUNTS_AT_ONCE,
    "eligibility_one_decided_version_a_day": RuleRefusal.SAME_DAY,
    "eligibility_version_once": AtOnce.SAME,
    "home_dangerword.looked_for": DangerWordReason.KNOWN,
    "home_audience.slug": AtOnce.SAME,
    "home_topic.slug": AtOnce.SAME,
    "home_eligibilitycase.name": AtOnce.SAME,
    "home_office.area_id": AtOnce.SAME,
    "policy_relation_once": AtOnce.SAME,
}
