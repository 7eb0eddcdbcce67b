"""Compiled templates, kept beside Python's own compiled files."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import BytecodeCache


def compiled_templates() -> BytecodeCache | None:
    """The templates that are compiled already; new ones are kept only where Python may write such files too."""
    from jinja2 import FileSystemBytecodeCache
    from jinja2.bccache import Bucket

    class Kept(FileSystemBytecodeCache):
        def dump_bytecode(self, bucket: Bucket) -> None:
            if not sys.dont_write_bytecode and os.access(folder, os.W_OK):
                super().dump_bytecode(bucket)

    folder = Path(__file__).parent / "__pycache__"
    return Kept(str(folder)) if folder.is_dir() else None
