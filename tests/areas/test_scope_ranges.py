"""A range on the path holds an area and everything below it."""

import pytest

from portal.areas.scoping import within


@pytest.mark.parametrize(
    ("path", "end"), [("33", "34"), ("331125", "331126"), ("331125106001", "331125106002"), ("09", "10")]
)
def test_a_range_ends_before_the_next_path_of_the_same_length(path, end):
    inner = within([path]).children[1]

    assert dict(inner.children) == {"area_path__gte": path, "area_path__lt": end}
