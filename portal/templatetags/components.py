"""The closed set of components every template may use; Django refuses an argument they do not have."""

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode

from portal.components import forms, icons, kept, language, linked_data, lists, page, record, rows, sharing, text, times
from portal.pagecache.fragments import shared
from portal.unsaved.marks import mark_field

register = template.Library()


class MarkedCsrfToken(CsrfTokenNode):
    """Django's own, with for whom the page was made: every form that can be sent has it, Wagtail's too."""

    def render(self, context: Context) -> str:
        """The two hidden fields."""
        return super().render(context) + mark_field(context.get("request"))


@register.tag
def csrf_token(parser: Parser, token: Token) -> MarkedCsrfToken:
    """`{% csrf_token %}`, in place of the one that comes with Django (see portal.unsaved)."""
    return MarkedCsrfToken()


register.simple_tag(icons.icon)
_icon = register.tags["icon"]
register.tag("icon", lambda parser, token: kept.once_for_all(_icon(parser, token)))
register.tag(kept.kept)
register.tag(shared)
register.simple_tag(linked_data.linked_data)
register.simple_tag(language.lang_of)
register.inclusion_tag("components/tag.html")(text.tag)
register.inclusion_tag("components/button.html")(text.button)
register.simple_block_tag(text.notice)
register.inclusion_tag("components/empty.html")(text.empty)
register.inclusion_tag("components/steps.html")(text.steps)
register.filter(text.in_groups)

register.inclusion_tag("components/form_errors.html")(forms.form_errors)
register.inclusion_tag("components/field.html")(forms.field)
register.inclusion_tag("components/fields.html")(forms.fields)
register.inclusion_tag("components/field_groups.html")(forms.field_groups)
register.simple_block_tag(takes_context=True)(forms.post)

register.simple_tag(times.when)
register.simple_tag(times.day)
register.simple_tag(times.today)
register.inclusion_tag("components/day_tile.html")(times.day_tile)

register.inclusion_tag("components/facts.html")(lists.facts)
register.inclusion_tag("components/sheet.html")(lists.sheet)
register.inclusion_tag("components/summary_list.html")(lists.summary_list)
register.inclusion_tag("components/finder.html", takes_context=True)(lists.finder)
register.inclusion_tag("components/chips.html")(lists.chips)
register.inclusion_tag("components/pagination.html", takes_context=True)(lists.pagination)
register.inclusion_tag("components/bars.html")(lists.bars)
register.inclusion_tag("components/rows.html", takes_context=True)(rows.rows)

register.inclusion_tag("components/record_head.html")(record.record_head)
register.inclusion_tag("components/record_act.html")(record.record_act)
register.inclusion_tag("components/record_due.html")(record.record_due)
register.inclusion_tag("components/record_cards.html", takes_context=True)(record.record_cards)
register.inclusion_tag("components/record_story.html")(record.record_story)

register.simple_tag(takes_context=True)(page.stylesheet)
register.simple_tag(takes_context=True)(page.other_language)
register.simple_tag(takes_context=True)(page.here)
register.simple_tag(takes_context=True)(page.list_url)
register.simple_tag(takes_context=True)(page.desk_menu)
register.simple_block_tag(takes_context=True)(sharing.shared_head)
