"""`python -m lesionsim.cli`: the same as the `lesionsim` command."""

import sys

from lesionsim.cli.entry import main

sys.exit(main())
