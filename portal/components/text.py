"""Small pieces: tags, buttons, notices, and what to show where there is nothing to show."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .kinds import checked

NOTICE_ICONS = {"info": "info", "ok": "check", "warn": "clock", "danger": "alert"}


def tag(text: object, kind: str = "") -> dict[str, Any]:
    """`{% tag "Full" kind="warn" %}`: a word or two about the state of something."""
    return {"text": text, "kind": checked("tag", kind, ("", "warn", "danger", "plain", "accent"))}


def button(
    text: object, *, href: str = "", kind: str = "", name: str = "", value: object = "", icon: str = ""
) -> dict[str, Any]:
    """`{% button "Send" %}`: submits the form around it; with `href` a link that looks like it."""
    kind = checked("button", kind, ("", "second", "call", "danger", "quiet"))
    return {"text": text, "href": href, "kind": kind, "name": name, "value": value, "icon": icon}


def notice(content: str, kind: str = "info", title: object = "") -> SafeString:
    """`{% notice kind="warn" title="…" %}…{% endnotice %}`: something the reader should know before going on."""
    kind = checked("notice", kind, tuple(NOTICE_ICONS))
    return render_to_string(
        "components/notice.html", {"content": content, "kind": kind, "title": title, "icon": NOTICE_ICONS[kind]}
    )


def empty(title: object, text: object = "", href: str = "", label: object = "") -> dict[str, Any]:
    """`{% empty "Nothing here yet" "What to do next" href="…" label="…" %}`: an empty list, kindly."""
    return {"title": title, "text": text, "href": href, "label": label}


def steps(current: int, total: int) -> dict[str, Any]:
    """`{% steps 2 4 %}`: which page of a form this is, from 1."""
    return {"current": current, "total": total, "marks": range(1, total + 1)}


def in_groups(phone: str) -> str:
    """`{{ office.phone|in_groups }}`: 0578-0000001 as 0578 000 0001, so that it can be read and dialled."""
    area, _hyphen, number = phone.rpartition("-")
    if len(number) < 7:
        return phone
    if len(number) == 11:
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    return f"{area} {number[:-4]} {number[-4:]}".strip()
