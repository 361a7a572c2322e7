"""Files taken from elsewhere are the ones their lock names, with their licences beside them."""

import hashlib
import json
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = json.loads((ROOT / "static/vendor/vendor.lock.json").read_text())["packages"]
FILES = {path: entry for package in PACKAGES for path, entry in package["files"].items()}
ALPHABETS = {
    "cs": "áčďéěíňóřšťúůýž",
    "hu": "áéíóöőúüű",
    "sv": "åäöé",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюяѝ",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяʼ",
}
SIGNS = "№„“”«»–—…€§•−×"


@pytest.mark.parametrize("path", FILES)
def test_vendored_file_has_the_hash_of_its_lock(path):
    assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == FILES[path]["sha256"]


def test_every_vendored_file_is_in_the_lock():
    paths = [*ROOT.glob("static/vendor/*"), *ROOT.glob("static/fonts/*")]
    on_disk = {str(path.relative_to(ROOT)) for path in paths}
    assert on_disk - set(FILES) == {"static/vendor/vendor.lock.json"}


def test_every_package_states_version_integrity_and_licence():
    for package in PACKAGES:
        assert package["version"]
        assert package["integrity"].startswith("sha512-")
        assert package["licence"] in {"MIT", "OFL-1.1", "ISC"}


@pytest.mark.parametrize("weight", ["Regular", "Bold", "Italic"])
def test_one_font_file_holds_the_letters_of_all_six_languages(weight):
    font = TTFont(ROOT / f"static/fonts/NotoSans-{weight}.ttf")
    letters = "".join(ALPHABETS.values())
    missing = {letter for letter in letters + letters.upper() + SIGNS if ord(letter) not in font.getBestCmap()}
    assert not missing
