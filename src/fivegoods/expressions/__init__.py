"""Value expressions (取值表达式) over fields: parsed safely, units checked, evaluated in exact decimals."""

from __future__ import annotations

from fivegoods.expressions.compiled import Compiled, Context, Quotient
from fivegoods.expressions.errors import ExpressionError, HiddenUnit, NoValue
from fivegoods.expressions.expression import Expression, parse
from fivegoods.expressions.functions import FUNCTIONS
from fivegoods.expressions.scope import FieldType, Kind, Scope

__all__ = [
    "Compiled",
    "Quotient",
    "Context",
    "Expression",
    "ExpressionError",
    "FUNCTIONS",
    "FieldType",
    "HiddenUnit",
    "Kind",
    "NoValue",
    "Scope",
    "parse",
]
