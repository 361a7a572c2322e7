"""The system libraries that documents are drawn with (Pango and its kin): are they there, and where `run` put them.

Standard library only: `run` uses it before the environment exists, the settings use it in every process.
"""

import ctypes
import functools
import os
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / ".native"
NEEDED = (
    "libgobject-2.0.so.0",
    "libfontconfig.so.1",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
)
MAC_NAMES = {name: name.split(".so")[0] + ".dylib" for name in NEEDED}


def is_loadable(name):
    try:
        ctypes.CDLL(MAC_NAMES[name] if os.uname().sysname == "Darwin" else name)
    except OSError:
        return False
    return True


def preload(folder):
    """Loads every library under the folder for the whole process, so that later look-ups by name find them.

    A library loads only after those it needs; the order is found by trying again what failed.
    """
    waiting = sorted(path for path in folder.rglob("*.so.*") if not path.is_symlink())
    while waiting:
        failed = []
        for path in waiting:
            try:
                ctypes.CDLL(str(path), mode=ctypes.RTLD_GLOBAL)
            except OSError:
                failed.append(path)
        if len(failed) == len(waiting):
            return
        waiting = failed


@functools.cache
def load():
    """Whether documents can be drawn in this process; to be called before WeasyPrint is imported."""
    libraries = FOLDER / "usr"
    if libraries.is_dir():
        preload(libraries / "lib")
        if not Path("/etc/fonts/fonts.conf").exists():
            os.environ.setdefault("FONTCONFIG_FILE", str(FOLDER / "fonts.conf"))
    return all(is_loadable(name) for name in NEEDED)
