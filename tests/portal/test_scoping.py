"""Row scoping fails closed."""

import pytest

from portal.areas.scoping import within


def test_a_range_holds_the_area_and_everything_below_it():
    lower, upper = within(["331125106"]).children[1].children

    assert (
        str(condition) == "(OR: ('pk__in', []), (AND: ('area_path__gte', '331125106'), ('area_path__lt', '331125107')))"
    )


@pytest.mark.parametrize("path", ["33", "331125", "331125106001"])
def test_the_end_of_a_range_has_the_length_of_its_path(path):
    ((_, _), inner) = within([path]).children

    assert len(dict(inner.children)["area_path__lt"]) == len(path)
