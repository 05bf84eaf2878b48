"""All offices of the county in one field, in the Wagtail admin: out to a spreadsheet and back."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.help.domain.office_table import MOST_PROBLEMS, read_table, save_table, write_table
from portal.accounts.models import User

LIST = "wagtailsnippets_home_office:list"


def table(request: HttpRequest) -> HttpResponse:
    """What is known, to be copied; pasted back, all of it is saved or nothing."""
    if not request.user.has_perms(["home.add_office", "home.change_office"]):
        raise PermissionDenied
    text = request.POST.get("table", "") if request.method == "POST" else write_table()
    problems: list[str] = []
    if request.method == "POST":
        read = read_table(text)
        problems = read.problems
        if not problems:
            number = save_table(read, by=cast("User", request.user))
            saved = ngettext("%(number)s office saved.", "%(number)s offices saved.", number) % {"number": number}
            messages.success(request, saved)
            return redirect(LIST)
    title = _("All offices as a table")
    context = {
        "page_title": title,
        "header_title": title,
        "header_icon": "table",
        "breadcrumbs_items": [{"url": reverse(LIST), "label": _("offices")}, {"label": title}],
        "table": text,
        "problems": problems[:MOST_PROBLEMS],
        "more_problems": max(0, len(problems) - MOST_PROBLEMS),
    }
    return render(request, "home/admin/office_table.html", context, status=422 if problems else 200)
