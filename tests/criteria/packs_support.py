"""Where the shipped criteria and samples are, and ways to walk them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from fivegoods.criteria.base import LocalText, Source
from fivegoods.criteria.models.criteria import Indicator, Node

ROOT = Path(__file__).parents[2]
CRITERIA = ROOT / "criteria"
SAMPLES = ROOT / "samples"

#: Hosts of addresses that may be cited; everything seen only on a mirror is cited without address.
CITABLE_HOSTS = {
    "epaper.voc.com.cn", "hnrd.gov.cn", "yy.voc.com.cn", "huarong.gov.cn", "hnkfq.com.cn", "hunan.voc.com.cn",
    "www.stats.gov.cn", "so.icswb.com", "www.hengyang.gov.cn", "www.0735.com", "wap.xtxnews.cn",
    "xtrb.xtol.cn", "hbj.icswb.com", "letz.changsha.gov.cn", "cs.rednet.cn", "hnrb.voc.com.cn",
    "hn.people.com.cn", "hn.rednet.cn", "kjt.hunan.gov.cn", "hnhs.gov.cn", "yiyang.gov.cn",
    "www.hunantoday.cn", "www.yueyang.gov.cn", "yq.rednet.cn",
}  # fmt: skip


def packs() -> list[str]:
    """Return ``id/edition`` of every criteria file in the repository."""
    return sorted(f"{path.parent.name}/{path.stem}" for path in CRITERIA.glob("*/*.yaml"))


def indicators_of(node: Node) -> Iterator[tuple[str, Indicator]]:
    """Yield every indicator below a node, in order."""
    yield from (node.indicators or {}).items()
    for child in (node.dimensions or {}).values():
        yield from indicators_of(child)


def texts_of(model: Any, path: str = "") -> Iterator[tuple[str, LocalText]]:
    """Yield every name and sentence in a document with its path, document titles aside."""
    if isinstance(model, LocalText):
        yield path, model
    elif isinstance(model, Source):
        return
    elif isinstance(model, BaseModel):
        for name in type(model).model_fields:
            yield from texts_of(getattr(model, name), f"{path}.{name}")
    elif isinstance(model, dict):
        for key, item in model.items():
            yield from texts_of(item, f"{path}.{key}")
    elif isinstance(model, list | tuple):
        for index, item in enumerate(model):
            yield from texts_of(item, f"{path}[{index}]")
