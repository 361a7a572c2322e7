"""The tree over all heads of an organisation: one figure that stands for every chain and its length (RFC 6962, 2.1).

Leaves stand in the order of their chains' names. A leaf and a node are hashed with different first bytes, so that
neither can be passed off as the other.
"""

import hashlib

LEAF, NODE = b"\x00", b"\x01"


def leaf(chain: str, length: int, head: str) -> bytes:
    return hashlib.sha256(LEAF + f"{chain}\n{length}\n{head}".encode()).digest()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


def leaves(heads: dict) -> list[bytes]:
    """`heads`: chain -> (length, hash)."""
    return [leaf(chain, *heads[chain]) for chain in sorted(heads)]


def levels(row: list[bytes]) -> list[list[bytes]]:
    """From the leaves up to the root: two make one, and who is left over at the end goes up as it is."""
    rows = [row]
    while len(row) > 1:
        pairs = [node(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        row = pairs + row[len(pairs) * 2 :]
        rows.append(row)
    return rows


def root(heads: dict) -> str:
    return levels(leaves(heads))[-1][0].hex()


def path(rows: list[list[bytes]], index: int) -> list[str]:
    """What leads from one leaf to the root: its neighbour on each level that has one."""
    found = []
    for row in rows[:-1]:
        if index ^ 1 < len(row):
            found.append(row[index ^ 1].hex())
        index //= 2
    return found
