"""Who acts for whom, and what lies within what, as all articles have it: chains, never circles."""

from __future__ import annotations

from collections.abc import Mapping, Set

Steps = Mapping[str, tuple[str, ...]]
"""From an id to those right above it."""


def opened(steps: Steps, heads: Set[str]) -> Steps:
    """Leave out what leads from an id back to it: of ids that stand for several first, then of the others.

    Articles that contradict each other make circles as well: by one A speaks for B, by another B for A.
    """
    left = dict(steps)
    for head in (*sorted(heads), *sorted(left.keys() - heads)):
        if left.get(head):
            left[head] = tuple(one for one in left[head] if not _leads(one, head, left))
    return left


def _leads(start: str, end: str, steps: Steps) -> bool:
    """Tell whether one can go up from the start to the end."""
    seen, front = {start}, [start]
    while front:
        here = front.pop()
        if here == end:
            return True
        front += (above := set(steps.get(here, ())) - seen)
        seen |= above
    return False
