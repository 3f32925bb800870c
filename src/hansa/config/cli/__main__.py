"""``python -m hansa.config.cli``: the command, where the script ``hansa`` is not on the path."""

import sys

from . import main

sys.exit(main())
