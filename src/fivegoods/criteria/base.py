"""Parts that everything people write shares: names, sources, statuses, and strict frozen models."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.json_schema import JsonSchemaValue, WithJsonSchema
from pydantic.types import StringConstraints
from pydantic_core import PydanticCustomError

Id = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60),
    Field(description="标识：小写字母、数字、下划线 (lower-case letters, digits, underscores)"),
]

_PLAIN_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_LARGEST_POWER = 30


def _plain_number(raw: Any) -> Any:
    # Decimal() itself also takes "1_000", full-width digits and 1e999999999.
    if isinstance(raw, str) and not _PLAIN_NUMBER.fullmatch(raw.strip()):
        raise PydanticCustomError("decimal_parsing", "not a plain number")
    return raw


def _within_powers(number: Decimal) -> Decimal:
    if abs(number.adjusted()) > _LARGEST_POWER:
        raise PydanticCustomError("decimal_parsing", "more than 30 powers of ten away from the point")
    return number


#: Pydantic emits number-or-string for a Decimal; what people write is a number.
Number = Annotated[
    Decimal,
    BeforeValidator(_plain_number),
    AfterValidator(_within_powers),
    WithJsonSchema({"type": "number"}),
]


class StrictModel(BaseModel):
    """Base of everything people write: frozen, and a key nobody knows is an error."""

    # A number where text is expected (`date: 2021`) is taken as it was written; all numbers are Decimals.
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True)


def one_of(*names: str) -> Any:
    """Return a validator of a model: exactly one of these fields is given."""

    def check(model: StrictModel) -> StrictModel:
        if sum(getattr(model, name) is not None for name in names) != 1:
            keys = [type(model).model_fields[name].alias or name for name in names]
            raise ValueError(f"one_of:{','.join(keys)}")
        return model

    return model_validator(mode="after")(check)


class LocalText(StrictModel):
    """A name or sentence in Chinese and English; a plain string stands for both."""

    zh: str | None = None
    en: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, raw: Any) -> Any:
        return {"zh": raw, "en": raw} if isinstance(raw, str) else raw

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler(core_schema)]}

    def within(self, lang: str) -> str:
        """Return the text in ``lang`` ("zh" or "en"), else in the other language."""
        first, second = (self.zh, self.en) if lang == "zh" else (self.en, self.zh)
        return first or second or ""

    def words(self, key: str) -> dict[str, str]:
        """Return both texts for the template of a finding, as ``key_zh`` and ``key_en``."""
        return {f"{key}_{lang}": self.within(lang) for lang in ("zh", "en")}


class Status(StrEnum):
    """How far a criteria file is the real thing; printed on every report."""

    OFFICIAL = "official"
    REPORTED = "reported"
    RECONSTRUCTED = "reconstructed"
    EXAMPLE = "example"
    PARTIAL = "partial"


class Attested(StrEnum):
    """How well a statement is supported (佐证等级)."""

    OFFICIAL = "official"
    REPORTED = "reported"
    INFERRED = "inferred"
    SELF_REPORTED = "self_reported"
    OURS = "ours"
    INVENTED = "invented"


class Source(StrictModel):
    """A document that a rule or a figure can be traced to."""

    title: LocalText
    """文件或报道的标题"""
    issuer: str | None = None
    """发文机关或媒体"""
    number: str | None = None
    """文号"""
    date: str | None = None
    """日期，如 2021-06-08，只知年份写 2021"""
    page: str | None = None
    url: str | None = None
    attested: Attested
    """official 官方文件 | reported 媒体报道 | inferred 推算 | self_reported 自报 | ours 自定 | invented 虚构"""
    remark: LocalText | None = None
