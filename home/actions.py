"""What happens to public content, in the words of the audit log."""

from django.utils.translation import gettext_lazy as _

from portal.audit.actions import Action, about


@about(_("Public content"))
class ContentAction(Action):
    """Pages, rules, amounts, numbers and danger words."""

    PAGE_CHECKED = "page.checked", _("Checked that no child can be recognised on a page")
    PUBLISHED_ALONE = "page.published_alone", _("Published a page without a second reader")
    RULE_ENTERED = "rule.entered", _("Entered a rule of the eligibility check")
    RULE_CONFIRMED = "rule.confirmed", _("Confirmed a rule of the eligibility check")
    # Until November 2026; such rows stay.
    RULE_DECIDED = "rule.decided", _("Decided on a rule of the eligibility check")
    NEW_AMOUNT = "benefit.new_amount", _("Entered a new amount of a benefit")
    NUMBER_CHANGED = "number.changed", _("Changed a public number or amount")
    NOTICE_CHANGED = "notice.changed", _("Changed the notice on every page")
    OFFICE_TABLE = "office.table", _("Entered a table of offices")
    DANGER_WORD_ADDED = "danger_word.added", _("Added a danger word")
    DANGER_WORD_CHANGED = "danger_word.changed", _("Changed a danger word")
    DANGER_WORD_REMOVED = "danger_word.removed", _("Removed a danger word")
