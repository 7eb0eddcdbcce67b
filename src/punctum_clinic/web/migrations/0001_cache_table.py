"""The table of the shared cache, which limits on attempts are counted in."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):  # type: ignore[no-untyped-def]
    """Django makes this table by a command of its own."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
