"""`python -m tabletop`, the same as `tabletop`."""

import sys

from tabletop.cli.main import main

sys.exit(main())
