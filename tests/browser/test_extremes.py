"""What nobody thought of when drawing: a table of twelve columns, a name without a break, more photos than a page."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from home.blocks import body_blocks

from .looks import LOOKS, faults

PUT_FIRST = "html => document.querySelector('main .prose').insertAdjacentHTML('afterbegin', html)"
LONG_WORD = "Incomprehensibilities-Countyinternationalizationcentre"


def table_of(columns: int) -> str:
    """A table of an editor's text as a page draws it."""
    block = dict(body_blocks())["table"]
    assert isinstance(block, TypedTableBlock)
    heads = [{"type": "text", "heading": f"第{n}栏补助标准（元/人·月）"} for n in range(columns)]
    rows = [{"values": [f"{n}0000元" for n in range(columns)]} for _row in range(3)]
    value = block.to_python({"columns": heads, "rows": rows, "caption": "标准"})
    return render_to_string("home/blocks/table.html", {"value": value})


@pytest.mark.parametrize("columns", [5, 6, 12])
def test_a_table_of_many_columns_stays_inside_the_page(site, open_page, columns):
    page = open_page(clicks=False)
    page.goto(f"{site.address}/policies/home-opening-hours/")
    page.evaluate(PUT_FIRST, table_of(columns))

    assert faults(page, LOOKS) == []


@pytest.mark.parametrize("path", ["/en/places/shitang/", "/en/policies/home-opening-hours/", "/en/news/"])
def test_a_name_without_a_break_stays_inside_the_page(site, open_page, path):
    page = open_page(clicks=False)
    page.goto(site.address + path)
    page.evaluate("word => document.querySelector('main h1').textContent = word", LONG_WORD)

    assert faults(page, LOOKS) == []
