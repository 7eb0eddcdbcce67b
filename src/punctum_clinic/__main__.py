"""The clinic's commands: `serve`, `worker`, `first_owner`, `audit verify`, `check --deploy` and Django's own."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command; an environment that cannot be used is one line for each variable, and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "punctum_clinic.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        print(error, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
