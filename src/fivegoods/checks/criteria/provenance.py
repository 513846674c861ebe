"""Where criteria come from: parts without a source, claims their sources do not carry, missing translations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from fivegoods.criteria.base import Attested, LocalText, Source, Status
from fivegoods.criteria.file import Path
from fivegoods.criteria.plan.plan import IndicatorPlan, Plan
from fivegoods.messages.findings import Finding, Severity, define

NO_SOURCE = define(
    "FG421",
    Severity.NOTE,
    zh="指标 {id} 没有写出处（source）或佐证等级",
    en="indicator {id} names no source and no attestation",
    cause_zh="没有出处的指标、权重和规则，申诉时无从说明。",
    cause_en="An indicator without a source cannot be defended on appeal.",
    bad="tax_per_mu: {value: tax / land, …}",
    good="tax_per_mu: {value: tax / land, source: notice, attested: official, …}",
)
NOT_OFFICIAL = define(
    "FG422",
    Severity.WARNING,
    zh="状态为 official，但 {id} 的权重是自定的（weight_by: ours）",
    en="the status is official, but the weight of {id} is ours",
    cause_zh="official 只用于照文件抄录的标准；自定的权重请用 reconstructed 或 example。",
    cause_en="Official criteria are copied from a document; with weights of our own they are an example.",
    bad="status: official … weight_by: ours",
    good="status: reconstructed … weight_by: ours",
)
NO_TRANSLATION = define(
    "FG423",
    Severity.NOTE,
    zh="{count} 处名称或说明没有{lang_zh}，如 {text}",
    en="names or remarks without {lang_en}: {count}, such as {text}",
    cause_zh="名称和说明应有中英文两种。",
    cause_en="Names and remarks exist in Chinese and English.",
    bad="name: 亩均税收",
    good="name: {zh: 亩均税收, en: Tax per mu}",
)

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def check(plan: Plan) -> list[Finding]:
    """Return what is not sourced, claimed wrongly, or not translated."""
    return [*_sources(plan), *_claims(plan), *_names(plan)]


def _sources(plan: Plan) -> Iterator[Finding]:
    for part in plan.root.parts():
        if isinstance(part, IndicatorPlan) and part.definition.source is None and part.definition.attested is None:
            yield plan.file.finding_at_key(NO_SOURCE, part.path, id=part.id)


def _claims(plan: Plan) -> Iterator[Finding]:
    if plan.file.criteria.status is not Status.OFFICIAL:
        return
    for part in plan.root.parts():
        if part.definition.weight_by is Attested.OURS:
            yield plan.file.finding(NOT_OFFICIAL, (*part.path, "weight_by"), id=part.id)


def _names(plan: Plan) -> Iterator[Finding]:
    """Yield one note for each language that names lack, at the first that does."""
    lacking: dict[tuple[str, str], list[tuple[Path, str]]] = {}
    for path, text in _texts(plan.file.criteria, ()):
        zh, en = text.zh or "", text.en or ""
        if zh and (not en or _CHINESE.search(en)):
            lang = ("英文", "English")
        elif en and not zh:
            lang = ("中文", "Chinese")
        else:
            continue
        lacking.setdefault(lang, []).append((path, (zh or en)[:40]))
    for lang, found in lacking.items():
        params = {"count": str(len(found)), "text": found[0][1], "lang_zh": lang[0], "lang_en": lang[1]}
        yield plan.file.finding(NO_TRANSLATION, found[0][0], **params)


def _texts(part: object, path: Path) -> Iterator[tuple[Path, LocalText]]:
    if isinstance(part, LocalText):
        yield path, part
    elif isinstance(part, Source):
        return
    elif isinstance(part, BaseModel):
        for name, info in type(part).model_fields.items():
            yield from _texts(getattr(part, name), (*path, info.alias or name))
    elif isinstance(part, dict):
        for key, item in part.items():
            yield from _texts(item, (*path, key))
    elif isinstance(part, list | tuple):
        for index, item in enumerate(part):
            yield from _texts(item, (*path, index))
