"""`python -m reviewer`: the same as the command `reviewer`."""

import sys

from reviewer.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
