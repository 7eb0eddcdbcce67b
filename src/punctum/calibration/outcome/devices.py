"""What JAX has to know before it is imported: two devices on the processor, and none elsewhere."""

from __future__ import annotations

import os
import sys

FLAGS = ("--xla_force_host_platform_device_count=2", "--xla_cpu_multi_thread_eigen=false")


def prepare() -> None:
    """Set what JAX reads at its import; after it nothing can be set and nothing is."""
    if "jax" in sys.modules:
        return
    os.environ.setdefault("JAX_PLATFORMS", "cpu")
    os.environ["XLA_FLAGS"] = " ".join(dict.fromkeys([*os.environ.get("XLA_FLAGS", "").split(), *FLAGS]))
