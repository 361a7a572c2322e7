"""The offline verifier: what it says of each forged bundle, its signatures against RFC 8032, and where it runs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from audit.offline import verify_bundle
from tests.audit import forgeries
from tests.audit.forging import Forge

SCRIPT = Path(verify_bundle.__file__)
# RFC 8032, 7.1: public key, signature, message
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "72",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        "af82",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
    ),
]


@pytest.mark.parametrize("name", forgeries.CASES)
def test_it_says_what_is_wrong_and_where(name):
    _function, code, words, *_rest = forgeries.CASES[name]
    report, told = forgeries.run(verify_bundle, name)
    assert report.code == code, told
    assert [word for word in words if word not in told] == [], told


def test_the_standards_own_signatures_are_valid():
    for public, signature, message in VECTORS:
        assert verify_bundle.is_signed(*map(bytes.fromhex, (public, signature, message)))


def altered_signatures():
    """One bit off anywhere, and what RFC 8032 tells to refuse."""
    public, signature, message = map(bytes.fromhex, VECTORS[2])
    for at in (0, 15, 31):
        yield bytes([*public[:at], public[at] ^ 1, *public[at + 1 :]]), signature, message
    for at in (0, 31, 32, 62):
        yield public, bytes([*signature[:at], signature[at] ^ 1, *signature[at + 1 :]]), message
    yield public, signature, message + b"x"
    yield public[:31], signature, message
    yield public + b"\0", signature, message
    yield public, signature[:63], message
    yield public, signature + b"\0", message
    # the same number, one round further: a second signature for one message
    s = int.from_bytes(signature[32:], "little") + verify_bundle.L
    yield public, signature[:32] + s.to_bytes(32, "little"), message
    # a coordinate beyond the field, and zero with a sign
    yield (verify_bundle.P + 1).to_bytes(32, "little"), signature, message
    yield (1 | 1 << 255).to_bytes(32, "little"), signature, message


def test_nothing_else_passes_for_a_signature():
    tried = [verify_bundle.is_signed(*parts) for parts in altered_signatures()]
    assert tried == [False] * 15


def small_points():
    """A key of small order makes signatures that fit without anybody's secret, unless a coordinate is written twice."""
    one, beyond = (1).to_bytes(32, "little"), (verify_bundle.P + 1).to_bytes(32, "little")
    signed_zero = (1 | 1 << 255).to_bytes(32, "little")
    zero = bytes(32)
    yield one, beyond + zero
    yield beyond, one + zero
    yield signed_zero, one + zero
    yield one, signed_zero + zero
    # two points that differ in one coordinate alone
    yield one, (verify_bundle.P - 1).to_bytes(32, "little") + zero
    yield one, bytes([0x58, *[0x66] * 30, 0xE6]) + one
    # a number that is the group's order is zero written twice, and a key has 32 bytes
    yield one, one + verify_bundle.L.to_bytes(32, "little")
    yield one + b"\0", one + zero


def test_a_point_is_written_in_one_way_only():
    assert [verify_bundle.is_signed(public, signature, b"") for public, signature in small_points()] == [False] * 8


def points_written():
    """Small coordinates, some of them on the curve, and those around the field's end; with both signs."""
    numbers = [*range(20), verify_bundle.P - 1, verify_bundle.P, verify_bundle.P + 1]
    return [(y | sign << 255).to_bytes(32, "little") for y in numbers for sign in (0, 1)]


def test_a_coordinate_beside_the_curve_is_no_point():
    """Against the library, whose keys are points."""
    for content in points_written():
        point = verify_bundle._point(content)
        if point is not None:
            x, y = point[0], point[1]
            assert (y * y - x * x - 1 - verify_bundle.D * x * x * y * y) % verify_bundle.P == 0
            assert content == (y | (x & 1) << 255).to_bytes(32, "little")
    assert (
        10 < sum(verify_bundle._point(content) is not None for content in points_written()) < len(points_written()) - 10
    )


def test_it_uses_nothing_but_python_3_8_and_its_library():
    source = SCRIPT.read_text()
    tree = ast.parse(source, feature_version=(3, 8))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert names == {"argparse", "base64", "collections", "hashlib", "json", "re", "sys", "zipfile"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [
        word for word in ("removeprefix", "removesuffix", "to_bytes()", "from_bytes()", "bit_count") if word in source
    ]


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("genuine", 0, "GENUINE\n"),
        ("event_altered", 1, "incident:1#2: the event was altered"),
        ("no_zip", 2, "NOTHING CAN BE SAID"),
    ],
)
def test_it_runs_alone_with_its_exit_code(tmp_path, name, code, said):
    forge = Forge().seal()
    made = forgeries.CASES[name][0](forge)
    (tmp_path / "bundle.zip").write_bytes((made[0] if made else forge.zip()).getvalue())
    (tmp_path / "kept.txt").write_text(forge.kept(2))
    (tmp_path / "verify_bundle.py").write_bytes(SCRIPT.read_bytes())
    command = [sys.executable, "-I", "-S", "verify_bundle.py", "bundle.zip", "--checkpoint", "kept.txt"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env={})
    assert done.returncode == code, done.stderr
    assert said in done.stdout
    assert done.stderr == ""


def test_a_kept_file_that_is_not_there_is_said(tmp_path, capsys):
    assert verify_bundle.main([str(tmp_path / "b.zip"), "--checkpoint", str(tmp_path / "none.txt")]) == 2
    assert capsys.readouterr().out.startswith("NOTHING CAN BE SAID")


def test_a_long_list_of_findings_is_cut():
    _report, told = forgeries.run(verify_bundle, "seventy_events_altered")
    assert told.count("the event was altered") == 50
