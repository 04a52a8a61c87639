"""`python -m engine`: see `engine.cli.main`."""

import sys

from engine.cli.main import main
from engine.language import words

with words.speaking(words.of_environment()):
    sys.exit(main())
