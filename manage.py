#!/usr/bin/env python
"""The clinic's commands; the same as `python -m punctum_clinic`."""

from punctum_clinic.__main__ import main

if __name__ == "__main__":
    main()
