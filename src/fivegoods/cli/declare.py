"""Commands declared: a function that takes an object of options becomes a command with those options."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from inspect import Parameter, Signature, signature
from typing import Any, Final, get_type_hints

import typer

from fivegoods.cli.language import examples, help_of

SETTINGS: Final = {"help_option_names": ["-h", "--help"]}

#: The order of shared options in help pages. A command's own options stand before them,
_SHARED: Final = (
    "criteria", "benchmarks", "peers", "year", "counted", "output_format", "output", "annex", "strict", "quiet",
    "color", "lang",
)  # fmt: skip
#: but for those that belong to a shared one and stand after it.
_AFTER: Final = {
    "to_criteria": "criteria",
    "years": "year",
    "to_year": "year",
    "to_counted": "counted",
    "top": "output",
    "whole": "output",
    "fail_under": "output",
    "min_coverage": "output",
    "allow_partial": "output",
}


def group() -> typer.Typer:
    """Return a command that holds commands."""
    return typer.Typer(
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings=SETTINGS,
        # A group of one command is still called by two names.
        callback=lambda: None,
    )


def command(holder: typer.Typer, name: str, help_code: str, *shown: str) -> Callable[[Callable[..., None]], Any]:
    """Return a decorator that adds a function to ``holder`` as a command with examples."""
    enter = holder.command(name, help=help_of(help_code), epilog=examples(*shown), context_settings=SETTINGS)
    return lambda function: enter(with_options(function))


def with_options(function: Callable[..., None]) -> Callable[..., None]:
    """Return a function with the fields of the object of options that ``function`` takes as parameters of its own.

    Typer makes options of parameters; this one hands them on as the object. Fields that are not
    declared as options keep their defaults.
    """
    hints = get_type_hints(function, include_extras=True)
    holder = next(name for name, hint in hints.items() if is_dataclass(hint))
    kind: Any = hints[holder]
    own = {name: one for name, one in signature(function, eval_str=True).parameters.items() if name != holder}
    own = {name: one.replace(annotation=hints[name], kind=Parameter.KEYWORD_ONLY) for name, one in own.items()}
    shared = {one.name: one for one in _options_of(kind)}

    def call(**given: Any) -> None:
        options = kind(**{name: given.pop(name) for name in shared})
        function(**given, **{holder: options})

    parameters = list(_in_order(own, shared))
    call.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    call.__annotations__ = {one.name: one.annotation for one in parameters}
    call.__name__, call.__doc__ = function.__name__, function.__doc__
    return call


def _options_of(kind: Any) -> Iterator[Parameter]:
    hints = get_type_hints(kind, include_extras=True)
    for field in fields(kind):
        if hasattr(hints[field.name], "__metadata__"):
            yield Parameter(field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name])


def _in_order(own: dict[str, Parameter], shared: dict[str, Parameter]) -> Iterator[Parameter]:
    yield from (one for name, one in own.items() if name not in _AFTER)
    for place in _SHARED:
        if place in shared:
            yield shared[place]
        yield from (one for name, one in own.items() if _AFTER.get(name) == place)
