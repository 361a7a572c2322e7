"""How the code is built: rooms import downwards, files stay small, every module says what it is for."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
# From the ground up: each room may use those before it. config knows all, and nobody imports it.
ROOMS = ["audit", "accounts", "policies", "boundaries", "supervision"]
SOURCE = ["audit", "accounts", "policies", "boundaries", "supervision", "config", "tools", "benchmarks", "tests"]
FILES = sorted(
    path
    for folder in SOURCE
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts and "__pycache__" not in path.parts
)
NAMELESS = {"utils", "helpers", "common", "misc", "services"}
MOST_LINES, MOST_OF_A_FUNCTION = 500, 60


def name(path):
    return str(path.relative_to(ROOT))


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path):
    """The first part of every module that this one imports, wherever in the file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)} imports relatively"
            yield node.module.split(".")[0]


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_import_downwards_only(room):
    allowed = set(ROOMS[: ROOMS.index(room) + 1])
    others = {*ROOMS, "config", "tests", "benchmarks", "tools"} - allowed
    files = [path for path in FILES if path.relative_to(ROOT).parts[0] == room]
    upwards = {name(path): sorted(set(imported(path)) & others) for path in files}
    # the child that draws documents has no Django and prepares the machine itself
    upwards.pop("supervision/exports/child.py", None)
    assert {file: rooms for file, rooms in upwards.items() if rooms} == {}
    assert len(files) >= 10


def test_evidence_knows_nobody():
    files = [path for path in FILES if path.relative_to(ROOT).parts[0] == "audit"]
    assert {room for path in files for room in imported(path)} & set(ROOMS) == {"audit"}


def test_every_module_says_what_belongs_in_it():
    silent = [
        name(path)
        for path in FILES
        if path.name not in ("__init__.py", "apps.py", "formats.py") and "commands" not in path.parts
        and not ast.get_docstring(tree(path))
    ]  # fmt: skip
    assert silent == []
    assert len(FILES) >= 150


def test_every_command_says_what_it_does():
    commands = [path for path in FILES if path.parent.name == "commands" and path.name != "__init__.py"]
    assert [name(path) for path in commands if "help = " not in path.read_text(encoding="utf-8")] == []
    assert len(commands) >= 6


def test_no_file_is_longer_than_500_lines():
    long = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {file: lines for file, lines in long.items() if lines > MOST_LINES} == {}


def functions():
    for path in FILES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name(path)} {node.name}", node.end_lineno - node.lineno + 1


def test_no_function_is_longer_than_60_lines_and_most_are_short():
    lengths = dict(functions())
    assert {function: lines for function, lines in lengths.items() if lines > MOST_OF_A_FUNCTION} == {}
    assert sorted(lengths.values())[len(lengths) // 2] <= 9
    assert len(lengths) >= 900


def test_no_template_is_longer_than_250_lines():
    templates = sorted((ROOT / "templates").rglob("*.*"))
    long = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in templates}
    assert {file: lines for file, lines in long.items() if lines > 250} == {}
    assert len(templates) >= 20


def test_no_module_has_a_name_that_says_nothing():
    assert [name(path) for path in FILES if NAMELESS & {path.stem, *path.relative_to(ROOT).parts}] == []


def test_only_the_door_asks_the_machine_to_move():
    """A transition's method is called by audit/door.py alone, and `status` is assigned nowhere."""
    assigned = [
        name(path)
        for path in FILES
        if path.relative_to(ROOT).parts[0] in ROOMS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assign | ast.AugAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Attribute) and target.attr == "status"
        and not (isinstance(target.value, ast.Name) and target.value.id in ("response", "self"))
    ]  # fmt: skip
    assert assigned == []


def test_nothing_leaves_the_transaction_but_by_the_outbox():
    """Below supervision's delivery nobody sends mail or opens a connection."""
    senders = {"smtplib", "requests", "urllib3", "httpx", "socket"}
    # a file is shown to the organisation's own virus scanner before it is kept: that answer cannot wait for an outbox
    asks_here = "boundaries/attachments/scanning.py"
    found = [name(path) for path in FILES if path.relative_to(ROOT).parts[0] in ROOMS and senders & set(imported(path))]
    # what the worker sends when it delivers a webhook: this is where the outbox ends
    sends_here = "supervision/webhooks/sending.py"
    found = [file for file in found if file not in (asks_here, sends_here)]
    assert found == []
