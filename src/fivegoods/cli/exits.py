"""Exit codes: the whole contract with scripts."""

from __future__ import annotations

from typing import Final

#: Done.
DONE: Final = 0
#: Done, and the answer is no: findings, --fail-under, --min-coverage.
ANSWER_IS_NO: Final = 1
#: Could not: usage, or input that cannot be read or is invalid.
COULD_NOT: Final = 2
#: Ctrl-C.
INTERRUPTED: Final = 130
