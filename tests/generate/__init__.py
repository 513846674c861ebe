"""Random criteria and parks from a seed: plain documents that the comparison, the fuzzer and an own scorer share.

``criteria(seed)`` gives a criteria document, ``parks(criteria, seed)`` its park files, ``benchmarks`` its benchmarks
file; ``write_case(folder, seed)`` writes all three. Numbers are ``int``, ``Decimal`` or text with a unit, never
``float``. The same seed gives the same documents under every Python version. ``Features`` leaves parts out:
``criteria(7, ALL.without("review", "rule:z_score"))``.
"""

from generate.cases import Case, as_rows, benchmarks, dump, write_case
from generate.documents import criteria
from generate.features import ALL, Features
from generate.parks import parks

__all__ = ["ALL", "Case", "Features", "as_rows", "benchmarks", "criteria", "dump", "parks", "write_case"]
