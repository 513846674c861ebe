"""What an analysis found, as records, as a data frame, as JSON, and to look at in a notebook."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from fivegoods.messages.words import LANGUAGE_VARIABLES, language_of
from fivegoods.scoring.scores import Run

if TYPE_CHECKING:
    from fivegoods.reports.model import Product, Tree

#: Libraries whose frames are made, the first that is installed if none is named.
_LIBRARIES: Final = ("pandas", "polars")

Found = TypeVar("Found")


def spoken() -> str:
    """Return the language that the environment asks for, as the command line takes it: "zh" or "en"."""
    return language_of(*map(os.environ.get, LANGUAGE_VARIABLES))


class RequestError(ValueError):
    """What was asked for cannot be done; the text says why. ``words`` says it in the language "zh" or "en"."""

    def __init__(self, words: Callable[[str], str]) -> None:
        """Carry the words."""
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return self.words(spoken())


class Shown(ABC):
    """A result that can be looked at. Keys are those of the command line's CSV and JSON, which `docs` describe."""

    __slots__ = ()

    @abstractmethod
    def product(self, lang: str) -> Product:
        """Return the result as all formats take it, with names in the language ``lang``."""

    @property
    @abstractmethod
    def over(self) -> Run | None:
        """The run that the result is about; None where the data could not be scored."""

    def records(self, lang: str | None = None) -> list[dict[str, Tree]]:
        """Return the flat table (what the command line writes as CSV), numbers as exact `decimal.Decimal`."""
        return list(self.product(lang or spoken()).records().records())

    def data(self, lang: str | None = None) -> Tree:
        """Return everything, as the command line writes it as JSON."""
        return self.product(lang or spoken()).data()

    def to_json(self, lang: str | None = None) -> str:
        """Return everything as JSON text, numbers exact."""
        from fivegoods.export.json import render

        return render(self.data(lang))

    def to_frame(self, library: str | None = None, lang: str | None = None) -> Any:
        """Return the flat table as a data frame of ``library``, "pandas" or "polars".

        Without ``library``: the one whose frame the parks were loaded from, else the first that is installed. Exact
        numbers become binary fractions, lists are joined by ``;``. Raise ModuleNotFoundError where there is none.
        """
        table = self.product(lang or spoken()).records()
        rows = list(table.records())
        columns = {column.key: [_framed(row[column.key]) for row in rows] for column in table.columns}
        module = _library(library, self.over)
        if module.__name__ == "polars":
            return module.DataFrame(columns, strict=False)
        frame = module.DataFrame(columns)
        whole = {key: "Int64" for key, cells in columns.items() if {type(cell) for cell in cells} == {int, type(None)}}
        return frame.astype(whole)

    def _repr_html_(self) -> str:
        from fivegoods.export.html.page import fragment
        from fivegoods.reports.excerpt import SCREEN, ExcerptProduct
        from fivegoods.reports.model import Medium

        return fragment(ExcerptProduct(self.product(spoken()), Medium.SCREEN, SCREEN).report())


def _framed(cell: Tree) -> Any:
    if isinstance(cell, Decimal):
        return float(cell)
    return ";".join(map(str, cell)) if isinstance(cell, list | tuple) else cell


def _library(asked: str | None, run: Run | None) -> Any:
    given = [park.origin.file.strip("<>") for park in run.parks[:1]] if run else []
    for name in (asked,) if asked else (*(one for one in given if one in _LIBRARIES), *_LIBRARIES):
        try:
            return import_module(name)
        except ModuleNotFoundError:
            continue
    msg = f"to_frame() needs {asked or ' / '.join(_LIBRARIES)}: pip install {asked or _LIBRARIES[0]}"
    raise ModuleNotFoundError(msg)


@dataclass(frozen=True, slots=True, repr=False)
class Ranking(Run, Shown):
    """A run that can be looked at: as the ranking, or as the card of a park alone."""

    @classmethod
    def of_run(cls, run: Run) -> Ranking:
        """Return a run so that it can be looked at."""
        return cls(**{one.name: getattr(run, one.name) for one in fields(Run)})

    @property
    def over(self) -> Run:
        """The run itself."""
        return self

    def product(self, lang: str) -> Product:
        """Return the ranking, or the card of a park alone."""
        if self.is_alone:
            from fivegoods.reports.results.card import CardProduct

            return CardProduct(self, lang)
        from fivegoods.reports.results.ranking import RankingProduct

        return RankingProduct(self, lang)

    def __repr__(self) -> str:
        years = ", ".join(map(str, sorted({score.park.year for score in self.scores})))
        name = f"{self.criteria.id}/{self.criteria.edition}".removesuffix("/")
        return f"<{type(self).__name__} of {len(self.scores)} parks by {name}, {years}, {self.view}>"


@dataclass(frozen=True, slots=True, repr=False)
class Result(Shown, Generic[Found]):
    """What one analysis of a run found: ``found`` is the whole of it, typed and exact."""

    found: Found
    run: Run | None
    make: Callable[[str], Product]

    @property
    def over(self) -> Run | None:
        """The run that the result is about."""
        return self.run

    def product(self, lang: str) -> Product:
        """Return the result as all formats take it."""
        return self.make(lang)

    def __repr__(self) -> str:
        return f"<Result: {self.make('en').report().title}>"
