"""Value expressions (取值表达式) over fields: parsed safely, units checked, evaluated in exact decimals."""

from __future__ import annotations

from fivegoods.expressions.column import Context, Evaluated, NoValue, Places, is_final
from fivegoods.expressions.compiled import Compiled, FieldType, Kind, Scope
from fivegoods.expressions.expression import compile_expression
from fivegoods.expressions.functions import FUNCTIONS
from fivegoods.expressions.tree import ExpressionError, HiddenUnit

__all__ = [
    "Compiled",
    "Context",
    "Evaluated",
    "ExpressionError",
    "FUNCTIONS",
    "FieldType",
    "HiddenUnit",
    "Kind",
    "NoValue",
    "Places",
    "Scope",
    "compile_expression",
    "is_final",
]
