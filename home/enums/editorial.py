"""Why a page was not published, and what may tell which child a text is about."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditorialReason(models.TextChoices):
    """Why a page was not published or approved."""

    NOT_READ = "not_read", _("Another editor has to read this version first: submit it for approval.")
    NOT_WAITING = "not_waiting", _("This page is not waiting for a second reader: it has been dealt with already.")
    NOT_A_READER = "not_a_reader", _("Only editors approve pages; a technical account does not. Ask an editor.")
    OWN_VERSION = "own_version", _("You wrote the newest version yourself: another editor has to approve it.")
    NOT_OPENED = (
        "not_opened",
        _("You have not opened the newest version yet. Here it is: read it to the end, then approve it."),
    )
    TO_CHECK = "to_check", _("There are places to check in the text: put each right and delete its mark first.")
    OWN_SUBMISSION = "own_submission", _("You submitted this version yourself: another editor has to approve it.")
    CORRECTED = (
        "corrected",
        _("A colleague has changed the text since it was submitted: whoever submitted it reads that and approves it."),
    )
    MUST_NOT_BE_PUBLISHED = (
        "must_not_be_published",
        _("There is an ID number or a family's phone in the text. Take it out; nothing can be published with it."),
    )
    FILE_IN_USE = (
        "file_in_use",
        _("A published page uses this file. Take the page down, or put another file on it, and then delete this one."),
    )
    FILE_SHOWN = (
        "file_shown",
        _(
            "A published page shows this. Add it once more with the new file, title or description, put that on the "
            "page and submit the page: a second person looks at it there."
        ),
    )
    ORIGINAL_DOWN = (
        "original_down",
        _("The Chinese page was taken down: put that right and have it published first, then this translation."),
    )
    ID_NUMBER = (
        "id_number",
        _("There is an ID number in the text. Take it out, then save: every version that is saved is kept."),
    )
    NOT_CHECKED = (
        "not_checked",
        _("Something in the text may tell which child it is about: look at “Before publishing” and tick the box."),
    )


class DoubtKind(models.TextChoices):
    """What may tell which child a text is about, or deceive its readers."""

    ID_NUMBER = "id_number", _("An ID number. Take it out: it is never published.")
    FAMILY_PHONE = "family_phone", _("A phone of a child or family. Take it out; give an office's number instead.")
    PHONE = "phone", _("A mobile phone. Is it really an office's? Better give a landline.")
    NAME = "name", _("A name that may be a child's. Leave it out, or write 小明（化名）.")
    BIRTH_DATE = "birth_date", _("A date of birth beside a person. Write the age in years at most.")
    ADDRESS = "address", _("The address of a home. Name the township at most.")
    TURNED = (
        "turned",
        _("An invisible sign turns the text round: a figure may look like another one. Type it anew."),
    )

    @property
    def blocks(self) -> bool:
        """Whether nothing can be published with it, whoever has checked."""
        return self in {DoubtKind.ID_NUMBER, DoubtKind.FAMILY_PHONE, DoubtKind.TURNED}
