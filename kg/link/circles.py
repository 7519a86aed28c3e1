"""Who acts for whom, and what lies within what, once ids gave way to others: chains, never circles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Steps = Mapping[str, tuple[str, ...]]
"""From an id to those right above it."""


def opened(steps: Steps, heads: Iterable[str]) -> Steps:
    """Leave out what leads from an id back to it; only ids that stand for several can have come to that."""
    left = dict(steps)
    for head in sorted(heads):
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
