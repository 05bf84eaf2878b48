"""Who is suggested for whom on the board: nobody for more children than they have places left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from children.ledger.models import Child

from .candidates import Candidate, Helper, best_of

# Children for whom the board suggests somebody; further down one opens the child to see who fits.
PLANNED = 250


def suggested(
    children: Sequence[Child], helpers: Iterable[Helper], refused: Mapping[int, set[int]]
) -> dict[int, Candidate | None]:
    """For each child in the board's order the best of those who still have a place, by the child's key.

    What is live or proposed already takes places, and so does every suggestion further up: the beginning of a longer
    list is always the same.
    """
    free = list(helpers)
    left = {helper.pk: helper.limit - helper.load for helper in free}
    found: dict[int, Candidate | None] = {}
    for child in children:
        best = best_of(child, free, refused=refused.get(child.pk, set()))
        found[child.pk] = best
        if best is not None:
            left[best.helper.pk] -= 1
            if left[best.helper.pk] == 0:
                free.remove(best.helper)
    return found
