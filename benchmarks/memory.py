"""What processes use, read from /proc: memory (shared pages by share) and processor time."""

import os
from pathlib import Path


def family(pid):
    """The process and all its descendants."""
    members = [pid]
    for child in _children(pid):
        members += family(child)
    return members


def _children(pid):
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def proportional(pids):
    """Megabytes of PSS of these processes together."""
    return sum(_kilobytes(pid, "smaps_rollup", "Pss:") for pid in pids) / 1024


def peak(pid):
    """Megabytes of the largest resident size that the process ever had."""
    return _kilobytes(pid, "status", "VmHWM:") / 1024


def processor_seconds(pids):
    """Seconds of processor time that these processes have used so far, in user and system mode."""
    return sum(_ticks(pid) for pid in pids) / os.sysconf("SC_CLK_TCK")


def _ticks(pid):
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])


def _kilobytes(pid, file, label):
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(label))
