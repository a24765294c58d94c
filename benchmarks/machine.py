"""What the figures were measured on: they mean nothing without it."""

import importlib.metadata
import os
import platform
import re
from datetime import UTC, datetime
from pathlib import Path

LIBRARIES = ("pysqlite3", "SQLAlchemy", "tinydb", "textual", "pyserial", "cryptography")


def describe(folder: Path) -> str:
    """The machine, the disk under `folder`, the system and the libraries, as Markdown lines."""
    from pysqlite3 import dbapi2

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    return "\n".join(
        (
            f"- measured {datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            f"- {_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB; {_disk(folder)}",
            f"- {_system()}, Linux {platform.release()}, Python {platform.python_version()}",
            f"- {libraries}; SQLite {dbapi2.sqlite_version}",
        )
    )


def _processor() -> str:
    found = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return found[1] if found else platform.machine()


def _disk(folder: Path) -> str:
    """The file system that holds `folder`: the longest mount point that leads to it."""
    place = str(folder.resolve())
    best = ("", "?", "?")
    for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines():
        device, point, kind, *_ = line.split()
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) > len(best[0]):
            best = (point, device, kind)
    return f"{best[2]} on {best[1]}"


def _system() -> str:
    return str(platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()))
