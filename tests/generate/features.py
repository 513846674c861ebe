"""What a random document may contain."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

_WORDS: Final = """
rule:manual rule:as_points rule:choice rule:ratio rule:inverse_ratio rule:goalposts rule:exponential rule:z_score
rule:optimal rule:completion rule:steps rule:bands rule:rank_share rule:per_unit rule:rank_points rule:percentile
limits
reference:unit reference:stat reference:quantile reference:weighted_mean reference:within
reference:of reference:benchmarks reference:by_group reference:expression
value:field value:ratio value:share_of_field value:growth value:change value:share value:previous value:average
value:base value:arithmetic value:conditional value:rank value:points value:value value:count value:events value:known
method:sum method:mean method:geometric method:harmonic method:minimum
weights per_group depth caps rescale
missing:zero missing:exclude missing:group_mean missing:penalty missing:alternate missing:exclude_park
before:impute before:log before:winsorise decimals
applies needs entry
adjust:points adjust:expression adjust:condition adjust:count adjust:cap adjust:scope
effect:void effect:grade effect:steps_down effect:no_honours effect:unranked effect:ungraded effect:from_count
grades:score grades:share grades:within grades:ties
boards boards:rise totals years
ties tie_break rank_decimals deviation group_of_one flat caps_of_adjustments coverage
checks cases bounds
gaps other_units provenance events given_points review stated_total equal_parks given_benchmarks several_years
"""


@dataclass(frozen=True)
class Features:
    """A set of words such as ``rule:bands``; patterns name several (``rule:*``)."""

    words: frozenset[str] = frozenset(_WORDS.split())

    def __contains__(self, word: str) -> bool:
        if word not in _KNOWN:
            raise KeyError(word)
        return word in self.words

    def of(self, kind: str) -> list[str]:
        """Return the parts after ``kind:`` that are allowed, in the order of the list above."""
        return [word.partition(":")[2] for word in _WORDS.split() if word.startswith(f"{kind}:") and word in self.words]

    def without(self, *patterns: str) -> Features:
        """Return these features without those that match a pattern. Raise KeyError for one that names nothing."""
        return Features(self.words - _matching(patterns))

    def only(self, *patterns: str) -> Features:
        """Return those of these features that match a pattern. Raise KeyError for one that names nothing."""
        return Features(self.words & _matching(patterns))


_KNOWN: Final = frozenset(_WORDS.split())


def _matching(patterns: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for pattern in patterns:
        matches = {word for word in _KNOWN if fnmatchcase(word, pattern)}
        if not matches:
            raise KeyError(pattern)
        found |= matches
    return frozenset(found)


ALL: Final = Features()
