"""Bundles with nothing wrong, and with a wrong file, key or checkpoint."""

import io
import warnings
import zipfile

from tests.audit.forgery import ALTERED, GENUINE, UNKNOWN, case
from tests.audit.forging import Key, sha, text

# -- nothing wrong -------------------------------------------------------------------------------------------


@case(GENUINE, "9 events in 5 chains stand as 2 checkpoints say", "You gave no checkpoint")
def genuine(forge):
    pass


@case(GENUINE, "9 events in 5 chains", kept=(1, 2))
def genuine_against_what_was_kept(forge):
    pass


@case(GENUINE, "6 events in 3 chains", "2 more chains", scope="selection", kept=(2,))
def genuine_selection(forge):
    for chain in ("access:1", "organisation:1"):
        del forge.events[chain]


@case(GENUINE, "1 events in 1 chains", scope="selection")
def genuine_selection_of_the_last_chain(forge):
    for chain in set(forge.events) - {"organisation:1"}:
        del forge.events[chain]


@case(GENUINE, "1 events in 1 chains")
def genuine_of_one_chain(forge):
    forge.events = {"incident:2": forge.events["incident:2"]}
    forge.seen = [{"incident:2": 1}]
    forge.seal()


@case(GENUINE, "0 events in 0 chains", scope="selection")
def genuine_selection_of_nothing(forge):
    forge.events = {}


# -- the file ------------------------------------------------------------------------------------------------


@case(UNKNOWN, "no bundle")
def no_zip(forge):
    return io.BytesIO(b"%PDF-1.7"), []


@case(ALTERED, "manifest.json: is missing")
def without_manifest(forge):
    forge.added["manifest.json"] = None


@case(ALTERED, "cannot be read")
def manifest_without_sense(forge):
    forge.added["manifest.json"] = "[1]"


@case(ALTERED, "cannot be read")
def manifest_nested_without_end(forge):
    forge.added["manifest.json"] = '{"a":' * 100_000


@case(ALTERED, "says no statement")
def manifest_that_says_nothing(forge):
    forge.added["manifest.json"] = '{"statement": 1}'


@case(ALTERED, "a kind that this program does not know")
def of_another_kind(forge):
    forge.manifest_changes["format"] = "doorstep-bundle-2"


@case(ALTERED, "manifest.json: was altered: its signature")
def manifest_by_nobody(forge):
    forge.manifest_changes |= {"signer": Key(9), "key": forge.keys[1].public}


@case(ALTERED, "manifest.json: is signed with a key that is not")
def manifest_by_a_stranger(forge):
    forge.manifest_changes["signer"] = Key(9)


@case(ALTERED, "its signature is no number")
def signature_without_sense(forge):
    forge.added["manifest.json"] = text(
        {"statement": text({"format": "doorstep-bundle-1"}), "key": "00", "signature": "x"}
    )


@case(ALTERED, "lists no files")
def manifest_without_files(forge):
    forge.manifest_changes["files"] = []


@case(ALTERED, "as of another checkpoint")
def manifest_of_another_checkpoint(forge):
    forge.manifest_changes["checkpoint"] = 1


@case(ALTERED, "extra.txt: was added")
def file_added(forge):
    forge.added["extra.txt"] = "Hello"


@case(ALTERED, "README.txt: was altered")
def file_altered(forge):
    forge.files["README.txt"] = "Hello"
    forge.added["README.txt"] = "Hullo"


@case(ALTERED, "README.txt: was altered")
def file_listed_without_digest(forge):
    forge.manifest_changes["files"] = {"README.txt": 1}
    forge.files["README.txt"] = "Hello"


@case(ALTERED, "README.txt: is missing")
def file_missing(forge):
    forge.files["README.txt"] = "Hello"
    forge.added["README.txt"] = None


@case(ALTERED, "events.jsonl: was added", "events.jsonl: is missing")
def events_not_listed(forge):
    files = forge.content()
    del files["events.jsonl"]
    forge.manifest_changes["files"] = {name: {"sha256": sha(content)} for name, content in files.items()}


@case(ALTERED, "two entries of one name")
def file_twice(forge):
    file = forge.zip()
    with zipfile.ZipFile(file, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("manifest.json", archive.read("manifest.json"))
    return file, []


@case(ALTERED, "the file: is damaged")
def file_damaged(forge):
    content = bytearray(forge.zip().getvalue())
    content[content.index(b'"act":"noted"') + 8] ^= 1
    return io.BytesIO(bytes(content)), []


# -- keys ----------------------------------------------------------------------------------------------------


@case(ALTERED, "keys.jsonl, line 2: does not follow")
def key_of_another_number(forge):
    forge.key_changes[2] = {"number": 3}


@case(ALTERED, "keys.jsonl, line 2: does not follow")
def key_after_another_one(forge):
    forge.key_changes[2] = {"former": "00" * 32, "signer": forge.keys[0]}


@case(ALTERED, "keys.jsonl, line 1: does not follow")
def key_of_another_organisation(forge):
    forge.key_changes[1] = {"organisation": "elsewhere"}


@case(ALTERED, "keys.jsonl, line 1: does not follow")
def key_of_another_kind(forge):
    forge.key_changes[1] = {"format": "doorstep-checkpoint-1"}


@case(ALTERED, "keys.jsonl, line 2: nobody vouches")
def key_that_vouches_for_itself(forge):
    forge.key_changes[2] = {"signer": forge.keys[1]}


@case(ALTERED, "keys.jsonl, line 1: nobody vouches")
def first_key_by_a_stranger(forge):
    forge.key_changes[1] = {"signer": Key(9)}


@case(ALTERED, "its public is no number")
def key_without_sense(forge):
    forge.key_changes[2] = {"public": "x"}


@case(ALTERED, "cannot be read")
def key_without_form(forge):
    forge.files["keys.jsonl"] = "x\n"


# -- checkpoints ---------------------------------------------------------------------------------------------


@case(ALTERED, "checkpoint 2: does not follow")
def checkpoint_of_another_number(forge):
    forge.checkpoint_changes[2] = {"number": 3}


@case(ALTERED, "checkpoint 2: does not follow")
def checkpoint_after_another_one(forge):
    forge.checkpoint_changes[2] = {"former": "00" * 32}


@case(ALTERED, "checkpoint 1: does not follow")
def checkpoint_of_another_kind(forge):
    forge.checkpoint_changes[1] = {"format": "doorstep-key-1"}


@case(ALTERED, "checkpoint 1: does not follow")
def checkpoint_of_another_organisation(forge):
    forge.checkpoint_changes[1] = {"organisation": "elsewhere"}


@case(ALTERED, "checkpoint 2: is older than")
def checkpoint_before_its_former(forge):
    forge.checkpoint_changes[2] = {"at": "2026-10-01T00:00:00.000000+00:00"}


@case(GENUINE)
def checkpoints_of_one_moment(forge):
    forge.checkpoint_changes[2] = {"at": "2026-11-01T00:00:00.000000+00:00"}


@case(ALTERED, "checkpoint 2: is signed with a key that is not")
def checkpoint_by_a_stranger(forge):
    forge.checkpoint_changes[2] = {"key": Key(9).public, "signer": Key(9)}


@case(ALTERED, "checkpoint 2: was altered: its signature")
def checkpoint_by_nobody(forge):
    forge.checkpoint_changes[2] = {"signer": Key(9)}


@case(ALTERED, "checkpoint 2: says no at")
def checkpoint_without_time(forge):
    forge.checkpoint_changes[2] = {"at": None}


@case(ALTERED, "checkpoint 2: the list of its chains does not give the root")
def checkpoint_over_another_root(forge):
    forge.checkpoint_changes[2] = {"root": "00" * 32}


@case(ALTERED, "checkpoint 2: the list of its chains does not give the root")
def checkpoint_with_another_count_of_chains(forge):
    forge.checkpoint_changes[2] = {"chains": 4}


@case(ALTERED, "checkpoint 2: the list of its chains does not give the root")
def checkpoint_with_another_count_of_events(forge):
    forge.checkpoint_changes[2] = {"events": 10}


@case(ALTERED, "checkpoint 2: the list of its chains does not give the root", "incident:3#2: stands after the end")
def list_of_heads_shortened(forge):
    forge.changed[2] = [[chain, *forge.heads[1][chain]] for chain in ("access:1", "incident:1", "organisation:1")]


@case(ALTERED, "checkpoint 1: the list of its chains cannot be read")
def list_of_heads_without_sense(forge):
    forge.changed[1] = [["incident:1", "two"]]


@case(ALTERED, "checkpoint 2: says that incident:1 has become shorter")
def checkpoint_that_goes_back(forge):
    forge.seen[1]["incident:1"] = 1
    forge.seal()
    forge.events["incident:1"] = forge.events["incident:1"][:1]


@case(
    ALTERED, "checkpoint 2: says that incident:2 has become shorter", "incident:2#1: is not the event that checkpoint 1"
)
def checkpoint_over_a_chain_written_anew(forge):
    forge.events["incident:2"] = forge.chain("incident:2", 1, act="invented")
    former = forge.heads[0]
    forge.seal()
    forge.heads[0] = former


@case(ALTERED, "checkpoints.jsonl: holds no checkpoint")
def no_checkpoint(forge):
    forge.files["checkpoints.jsonl"] = ""
