"""Pages and images to search for."""

from __future__ import annotations

from itertools import count

from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

_numbers = count(1)


def page(title: str, **fields: object) -> Page:
    """A live page below the root, in the index."""
    made = Page(title=title, slug=f"page-{next(_numbers)}", **fields)
    Page.objects.get(depth=1).add_child(instance=made)
    get_search_backend().add(made)
    return made


def image(title: str, description: str = "", tags: tuple[str, ...] = ()) -> AbstractImage:
    """An image without a file, in the index."""
    made = get_image_model().objects.create(
        title=title, description=description[:255], file="none.png", width=1, height=1, file_size=1
    )
    made.tags.add(*tags)
    made.description = description  # more than the table holds, for the index only
    get_search_backend().add(made)
    return made
