"""From weights of dimensions or indicators to weights of all indicators."""

from __future__ import annotations

from collections.abc import Mapping

from fivegoods.uncertainty.draws.frame import Frame
from fivegoods.uncertainty.weights.effect import stated_weights


class UnknownItem(ValueError):
    """A weight for something that is neither a dimension nor an indicator; ``name`` is it."""

    def __init__(self, name: str) -> None:
        """Carry the name."""
        self.name = name
        super().__init__(name)


def spread(frame: Frame, items: Mapping[str, float]) -> Mapping[str, float]:
    """Return weights by indicator. Raise UnknownItem.

    The items share among themselves what the criteria give them together; below an item the
    criteria's proportions stand.
    """
    stated = stated_weights(frame)
    below = {node.id: [i.id for i in node.all_indicators()] for node in frame.run.plan.root.walk()}
    below |= {plan.id: [plan.id] for plan in frame.indicators}
    for name in items:
        if name not in below:
            raise UnknownItem(name)
    whole = sum(stated[name] for item in items for name in below[item])
    total = sum(items.values())
    found = dict(stated)
    for item, weight in items.items():
        own = sum(stated[name] for name in below[item])
        for name in below[item]:
            part = stated[name] / own if own > 0 else 1.0 / len(below[item])
            found[name] = whole * weight / total * part
    return found
