"""``python -m fivegoods``."""

import sys

from fivegoods.cli import main

sys.exit(main())
