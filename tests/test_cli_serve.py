"""`punctum serve` opens the clinic, or says what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

RUN = "from punctum.cli import main; main()"


def test_a_real_clinic_is_not_opened_without_secrets(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PUNCTUM", "DJANGO"))}
    done = subprocess.run(
        [sys.executable, "-c", RUN, "serve"], cwd=tmp_path, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        "PUNCTUM_HOSTS",
        "PUNCTUM_SECRET_KEY",
        "PUNCTUM_AUDIT_KEY",
    ]
    assert not list(tmp_path.iterdir())


def test_without_django_one_line_says_what_to_install(tmp_path: Path) -> None:
    hide = "import sys; sys.modules['django'] = None; sys.argv = ['punctum', 'serve']; "
    done = subprocess.run([sys.executable, "-c", hide + RUN], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("serve: expected the extra `clinic`")
    assert len(done.stderr.splitlines()) == 1
