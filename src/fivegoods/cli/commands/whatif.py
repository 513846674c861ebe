"""`fivegoods whatif`: the same evaluation with something changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fivegoods.cli import options as o
from fivegoods.cli.emit import destination, emit
from fivegoods.cli.notices import refuse
from fivegoods.cli.one_park import open_among, small_file
from fivegoods.cli.session import refusing
from fivegoods.messages.words import say

_KINDS = ("set", "scale", "weight", "drop", "event")


def whatif(
    park: o.OnePark,
    options: o.AmongOptions,
    settings: Annotated[list[str] | None, o.option("set", "--set", metavar="FIELD=VALUE")] = None,
    scales: Annotated[list[str] | None, o.option("scale", "--scale", metavar="FIELD=FACTOR")] = None,
    weights: Annotated[list[str] | None, o.option("weight", "--weight", metavar="INDICATOR=POINTS")] = None,
    drops: Annotated[list[str] | None, o.option("drop", "--drop", metavar="INDICATOR")] = None,
    events: Annotated[list[str] | None, o.option("event", "--event", metavar="EVENT")] = None,
    file: Annotated[str | None, o.option("changes_file", "--file", metavar="FILE")] = None,
) -> None:
    """Try changes."""
    to = destination(options)
    written = dict(zip(_KINDS, (settings, scales, weights, drops, events), strict=True))
    texts = [(kind, text) for kind, given in written.items() for text in given or ()]
    if file is not None:
        from fivegoods.analysis.whatif.parse import texts_of

        texts += texts_of(small_file(file, to.lang, _is_changes, "whatif.bad_file"))
    if not texts:
        refuse(say("whatif.no_changes", to.lang))
    run, park_id = open_among(park, options)
    from fivegoods.api import analyses

    with refusing(to.lang):
        found = analyses.what_if(run, park_id, texts)
    emit(found.product(to.lang), to)


def _is_changes(data: Any) -> bool:
    if not isinstance(data, Mapping) or not data or set(data) - set(_KINDS):
        return False
    mappings = all(isinstance(item, Mapping) for key, item in data.items() if key != "drop")
    return mappings and isinstance(data.get("drop", []), list)
