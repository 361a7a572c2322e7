"""Refreshes static/vendor and static/fonts from npm packages and writes their lock file; for maintainers.

Run as `.venv/bin/python tools/vendor.py` with npm on the path. To take a newer version change PACKAGES here, run it,
look at the result in a browser and in a PDF, and commit the files with their lock.
"""

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "static" / "vendor" / "vendor.lock.json"

# One complete file per weight. WeasyPrint takes fonts declared under one family and weight for the same font,
# so files cut by script would print wrong letters; these hold every script we write in.
LETTERS = (
    "U+0020-007E,U+00A0-024F,U+0259,U+02B0-02FF,U+0300-0338,U+0400-052F,U+1E00-1EFF,"
    "U+2000-206F,U+2070-209F,U+20A0-20BF,U+2100-2138,U+2190-2199,U+2212,U+2248,U+2260,U+2264,U+2265,U+25CC,U+FEFF,U+FFFD"
)

PACKAGES = [
    {
        "name": "@picocss/pico",
        "version": "2.1.1",
        "licence": "MIT",
        "files": {
            "css/pico.min.css": "static/vendor/pico.min.css",
            "LICENSE.md": "static/vendor/pico.LICENSE.md",
        },
    },
    {
        "name": "@expo-google-fonts/noto-sans",
        "version": "0.4.2",
        "licence": "OFL-1.1",
        "files": {
            "400Regular/NotoSans_400Regular.ttf": "static/fonts/NotoSans-Regular.ttf",
            "700Bold/NotoSans_700Bold.ttf": "static/fonts/NotoSans-Bold.ttf",
            "400Regular_Italic/NotoSans_400Regular_Italic.ttf": "static/fonts/NotoSans-Italic.ttf",
            "LICENSE_FONT": "static/fonts/OFL.txt",
        },
    },
]


def fetch(package, folder):
    """The package's archive from npm, and the integrity that npm states for it, checked."""
    spec = f"{package['name']}@{package['version']}"
    packed = subprocess.run(
        ["npm", "pack", spec, "--json", "--pack-destination", folder], check=True, capture_output=True, text=True
    )
    answer = json.loads(packed.stdout)[0]
    archive = Path(folder) / answer["filename"].replace("@", "").replace("/", "-")
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if answer["integrity"] != f"sha512-{digest}":
        raise SystemExit(f"{spec}: the archive does not have the integrity that npm states")
    return archive, answer["integrity"]


def cut(source, target):
    """A font with our letters only: a fifth of the size, the same shapes."""
    options = subset.Options(layout_features=[*subset.Options().layout_features, "tnum"], name_IDs=["*"])
    font = TTFont(source, recalcTimestamp=False)  # the same bytes on every run
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(LETTERS.replace("U+", "")))
    cutter.subset(font)
    font.save(target)


def place(archive, inner, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as packed:
        content = packed.extractfile(f"package/{inner}").read()
    if target.suffix != ".ttf":
        target.write_bytes(content)
        return
    with tempfile.NamedTemporaryFile(suffix=".ttf") as whole:
        whole.write(content)
        whole.flush()
        cut(whole.name, target)


def refresh(package):
    """Places the files of one package; returns its entry in the lock."""
    with tempfile.TemporaryDirectory() as folder:
        archive, integrity = fetch(package, folder)
        for inner, target in package["files"].items():
            place(archive, inner, ROOT / target)
    return {
        "name": package["name"],
        "version": package["version"],
        "licence": package["licence"],
        "integrity": integrity,
        "files": {
            target: {"from": inner, "sha256": hashlib.sha256((ROOT / target).read_bytes()).hexdigest()}
            for inner, target in package["files"].items()
        },
    }


def main():
    entries = [refresh(package) for package in PACKAGES]
    LOCK.write_text(json.dumps({"packages": entries}, indent=2) + "\n")
    print(f"{sum(len(entry['files']) for entry in entries)} files placed, lock written to {LOCK.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
