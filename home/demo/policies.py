"""The demo county's policies: what they say, what they do to one another, what can be downloaded."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model

from portal.areas.models import Area

from ..enums.policies import LevelOfEffect, RelationKind
from ..models import Audience, PolicyAttachment, PolicyBasis, PolicyIndexPage, PolicyPage, PolicyRelation, Topic
from ..planting.texts import texts

_DAYS = {
    "issued": "issued_on",
    "in_force": "in_force_from",
    "in_force_until": "in_force_until",
    "repealed": "repealed_on",
}
_PLAIN = (
    "title", "summary", "document_number", "issuing_body", "level", "issued_on", "in_force_from", "in_force_until",
    "fact_who", "fact_where", "fact_how_long", "fact_cost", "fact_papers",
)  # fmt: skip
_AREA_CODE_LENGTH = {LevelOfEffect.PROVINCE: 2, LevelOfEffect.CITY: 4, LevelOfEffect.COUNTY: 6}
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def load_policies(index: PolicyIndexPage, county: Area) -> dict[str, PolicyPage]:
    """Every policy by slug, published on the day it was last checked."""
    audiences, topics = Audience.objects.in_bulk(field_name="slug"), Topic.objects.in_bulk(field_name="slug")
    data = texts("policies")
    made = {}
    for slug, words in data.items():
        page = PolicyPage(slug=slug, locale=index.locale, **_fields(words, county))
        page.audiences = [audiences[word] for word in words["audiences"]]
        page.topics = [topics[word] for word in words["topics"]]
        made[slug] = index.add_child(instance=page)
    for slug, words in data.items():
        _tie(made[slug], words, made)
        made[slug].save_revision().publish()
        at = timezone.make_aware(datetime.datetime.combine(made[slug].last_reviewed_on, datetime.time(9)))
        PolicyPage.objects.filter(pk=made[slug].pk).update(first_published_at=at, last_published_at=at)
    return made


def _fields(words: dict[str, Any], county: Area) -> dict[str, Any]:
    """The plain fields, and the days that are counted from today."""
    fields = {name: words[name] for name in _PLAIN if name in words}
    for name, field in _DAYS.items():
        if f"{name}_days_ago" in words:
            fields[field] = _days_ago(words[f"{name}_days_ago"])
    length = _AREA_CODE_LENGTH.get(LevelOfEffect(words["level"]))
    area = Area.objects.filter(code=county.code[:length]).first() if length else None
    return fields | {
        "body": words["body"],
        "steps": steps_of(words),
        "area": area,
        "is_example": words.get("example", False),
        "last_reviewed_on": _days_ago(words["reviewed_days_ago"]),
    }


def steps_of(words: dict[str, Any]) -> list[tuple[str, dict[str, str]]]:
    """How to apply, one step after the other."""
    return [("step", {"title": each["title"], "text": f"<p>{each['text']}</p>"}) for each in words.get("steps", [])]


def _days_ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def _tie(page: PolicyPage, words: dict[str, Any], made: dict[str, PolicyPage]) -> None:
    """What it does to others, what it rests on, its forms."""
    for each in words.get("relations", []):
        row = PolicyRelation(kind=RelationKind(each["kind"]), target=made[each["target"]], parts=each.get("parts", ""))
        page.relations.add(row)
    for each in words.get("bases", []):
        page.bases.add(PolicyBasis(text=each["text"], document=made.get(each.get("document", ""))))
    for each in words.get("attachments", []):
        page.attachments.add(PolicyAttachment(document=form(each["file"], each["title"], each["lines"])))


def form(name: str, title: str, lines: list[str]) -> Any:
    """A form to fill in, as a Word document among the site's files."""
    file = ContentFile(word_document([title, *lines]), name=f"{name}.docx")
    document = get_document_model().objects.create(title=title, file=file)
    document.get_file_size()  # remembers it, as the admin's upload does
    return document


def word_document(lines: list[str]) -> bytes:
    """The smallest DOCX that holds these lines, each a paragraph."""
    text = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{relation}" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{text}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + content)
    return out.getvalue()
