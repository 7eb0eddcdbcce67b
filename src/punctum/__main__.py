"""`python -m punctum`."""

from punctum.cli import main

main()
