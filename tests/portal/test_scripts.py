"""Public pages carry little script: modules of our own, none needed, ten kilobytes together."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.factories import home as make

MOST = 10 * 1024


def scripts(html):
    """Data for search engines is no script."""
    return [tag for tag in re.findall(r"<script\b[^>]*>", html) if 'type="application/ld+json"' not in tag]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/", "/policies/", "/policies/p/", "/search/?q=政策", "/en/", "/activities/", "/help/"]
)
def test_the_scripts_of_a_page_are_modules_of_ours_and_weigh_at_most_ten_kilobytes(client, path):
    make.policy("p")
    tags = scripts(client.get(path).content.decode())
    names = [re.fullmatch(r'<script type="module" src="/static/(js/[a-z]+)[.a-z0-9]*\.js">', tag)[1] for tag in tags]
    assert names == sorted(set(names), key=names.index)
    assert sum((Path(settings.BASE_DIR) / "static" / f"{name}.js").stat().st_size for name in names) <= MOST
    assert "js/aloud" in names
