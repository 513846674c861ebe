"""An independent evaluator of printed arithmetic, to prove that what is printed gives what is counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    localcontext,
)

_TOKEN = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?|[a-z_]+|[−+×÷^(),⌊⌋⌈⌉])")
_ROUNDINGS = {
    "round": ROUND_HALF_UP,
    "trunc": ROUND_DOWN,
    "round_half_even": ROUND_HALF_EVEN,
    "floor": ROUND_FLOOR,
    "ceil": ROUND_CEILING,
}


def work(text: str) -> Decimal:
    """Return what ``text`` comes to, with 50 digits. Raise ValueError if it is not arithmetic."""
    tokens, position = [], 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise ValueError(f"not arithmetic: {text!r} at {position}")
        tokens.append(match[1])
        position = match.end()
    with localcontext(Context(prec=50, rounding=ROUND_HALF_EVEN)):
        worker = _Worker(tokens)
        result = worker.sum()
        if worker.tokens:
            raise ValueError(f"not arithmetic: {text!r}, left over {worker.tokens}")
        return result


def _quantized(x: Decimal, places: int, how: str) -> Decimal:
    wide = Context(prec=120)
    decided = x.quantize(Decimal(1).scaleb(-12), rounding=ROUND_HALF_EVEN, context=wide)
    return decided.quantize(Decimal(1).scaleb(-places), rounding=how, context=wide)


class _Worker:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens

    def take(self, expected: str = "") -> str:
        if not self.tokens or (expected and self.tokens[0] != expected):
            raise ValueError(f"expected {expected or 'more'}, found {self.tokens[:1]}")
        return self.tokens.pop(0)

    def peek(self) -> str:
        return self.tokens[0] if self.tokens else ""

    def sum(self) -> Decimal:
        result = -self.product() if self.peek() == "−" and self.take() else self.product()
        while self.peek() in ("+", "−"):
            result = result + self.product() if self.take() == "+" else result - self.product()
        return result

    def product(self) -> Decimal:
        result = self.power()
        while self.peek() in ("×", "÷"):
            result = result * self.power() if self.take() == "×" else result / self.power()
        return result

    def power(self) -> Decimal:
        base = self.atom()
        return base ** self.atom() if self.peek() == "^" and self.take() else base

    def atom(self) -> Decimal:
        token = self.take()
        if token == "(":
            return self.closed(")")
        if token == "⌊":
            return _quantized(self.closed("⌋"), 0, ROUND_FLOOR)
        if token == "⌈":
            return _quantized(self.closed("⌉"), 0, ROUND_CEILING)
        return self.call(token) if token[0].isalpha() else Decimal(token)

    def closed(self, end: str) -> Decimal:
        result = self.sum()
        self.take(end)
        return result

    def call(self, name: str) -> Decimal:
        self.take("(")
        arguments = [self.sum()]
        while self.peek() == ",":
            self.take()
            arguments.append(self.sum())
        self.take(")")
        if name in _ROUNDINGS:
            return _quantized(arguments[0], int(arguments[1]), _ROUNDINGS[name])
        functions: dict[str, Callable[..., Decimal]] = {
            "min": min, "max": max, "abs": abs, "exp": Decimal.exp, "ln": Decimal.ln,
        }  # fmt: skip
        return functions[name](*arguments)
