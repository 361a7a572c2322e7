"""Bundles with wrong events or proofs, and against what was kept."""

from tests.audit.forgery import ALTERED, UNKNOWN, case
from tests.audit.forging import Forge, Key, rewritten, sha, text

# -- proofs of a selection -----------------------------------------------------------------------------------


@case(ALTERED, "incident:1: the proof does not lead", scope="selection")
def proof_of_another_place(forge):
    forge.proof_changes["incident:1"] = {"index": 0}


@case(ALTERED, "organisation:1: the proof does not lead", scope="selection")
def proof_beyond_the_tree(forge):
    forge.proof_changes["organisation:1"] = {"index": 5}


@case(ALTERED, "incident:1: the proof does not lead", scope="selection")
def proof_too_short(forge):
    forge.proof_changes["incident:1"] = {"path": []}


@case(ALTERED, "incident:1: the proof does not lead", scope="selection")
def proof_too_long(forge):
    forge.proof_changes["incident:1"] = {"path": [*list(forge.proof_lines())[1]["path"], "00" * 32]}


@case(ALTERED, "incident:2: the proof does not lead", scope="selection")
def proof_beyond_a_tree_of_one(forge):
    forge.events = {"incident:2": forge.events["incident:2"]}
    forge.seen = [{"incident:2": 1}]
    forge.seal()
    forge.proof_changes["incident:2"] = {"index": 1}


@case(ALTERED, "line 2: cannot be read", scope="selection")
def proof_without_sense(forge):
    forge.proof_changes["incident:1"] = {"path": [1, 2, 3]}


@case(ALTERED, "incident:1: the proof does not lead", "incident:1#3: stands after the end", scope="selection")
def proof_of_a_shorter_chain(forge):
    head = forge.events["incident:1"][0][1]
    forge.proof_changes["incident:1"] = {"length": 1, "head": head}


@case(ALTERED, "incident:2: the chain is gone; 1 events were signed", scope="selection")
def chain_gone_from_a_selection(forge):
    proofs = list(forge.proof_lines())
    del forge.events["incident:2"]
    forge.files["proofs.jsonl"] = "".join(text(proof) + "\n" for proof in proofs)


@case(ALTERED, "incident:3#2: stands after the end", scope="selection")
def chain_without_proof(forge):
    forge.files["proofs.jsonl"] = "".join(
        text(proof) + "\n" for proof in forge.proof_lines() if proof["chain"] != "incident:3"
    )


# -- events --------------------------------------------------------------------------------------------------


@case(ALTERED, "incident:1#2: the event was altered")
def event_altered(forge):
    forge.events["incident:1"][1][0]["act"] = "invented"


@case(ALTERED, "incident:1#2: the event was altered", scope="selection")
def event_of_a_selection_altered(forge):
    forge.events["incident:1"][1][0]["act"] = "invented"


@case(ALTERED, "incident:1#3: does not follow", "incident:1#2: is not the event that checkpoint 1")
def event_altered_with_a_fitting_hash(forge):
    row = forge.events["incident:1"][1]
    row[0]["act"] = "invented"
    row[1] = sha(text(row[0]))


@case(ALTERED, "incident:1#2: is not the event that checkpoint 1", "incident:1#3: is not the event that checkpoint 2")
def chain_written_anew(forge):
    forge.events["incident:1"][1][0]["act"] = "invented"
    rewritten(forge.events["incident:1"])


@case(ALTERED, "incident:1#3: is not the event that checkpoint 2", scope="selection")
def chain_of_a_selection_written_anew(forge):
    forge.events["incident:1"][1][0]["act"] = "invented"
    rewritten(forge.events["incident:1"])


@case(ALTERED, "incident:1#3: an event before this one is missing")
def event_deleted(forge):
    del forge.events["incident:1"][1]


@case(ALTERED, "incident:1#2: an event before this one is missing", "incident:1#2: does not follow")
def first_event_deleted(forge):
    del forge.events["incident:1"][0]


@case(ALTERED, "incident:1#3: the end is missing: 3 events were signed, 2 are here")
def end_cut_off(forge):
    del forge.events["incident:1"][2]


@case(ALTERED, "organisation:1: the chain is gone; 1 events were signed")
def chain_gone(forge):
    del forge.events["organisation:1"]


@case(ALTERED, "organisation:1#2: stands after the end that was signed")
def event_appended(forge):
    forge.events["organisation:1"] = forge.chain("organisation:1", 2)


@case(ALTERED, "incident:9#1: stands after the end that was signed")
def chain_appended(forge):
    forge.events["incident:9"] = forge.chain("incident:9", 1)


@case(ALTERED, "incident:1#4: stands after the end", "incident:1#2: is not the event that checkpoint 1")
def event_inserted(forge):
    rows = forge.events["incident:1"]
    rows.insert(1, [dict(rows[0][0], act="invented"), ""])
    rewritten(rows)


@case(
    ALTERED,
    "incident:1#2: an event before this one",
    "incident:1#1: an event before this one",
    "incident:1#1: does not follow",
)
def events_reordered(forge):
    rows = forge.events["incident:1"]
    rows[0], rows[1] = rows[1], rows[0]


@case(ALTERED, "incident:1#1: is not the event that checkpoint 1", "incident:1#3: is not the event that checkpoint 2")
def signed_at_two_moments_and_written_anew(forge):
    """The chain fits what was signed last, and not what was signed first."""
    forge.heads[0]["incident:1"] = (1, "0" * 64)
    rewritten(forge.events["incident:1"])[2][1] = "1" * 64


@case(ALTERED, "incident:1: stands in two places")
def chain_in_two_places(forge):
    rows = forge.event_lines()
    forge.lines = [*rows[:2], rows[2], *rows[5:], *rows[3:5]]


@case(ALTERED, "belongs to another organisation")
def event_of_another_organisation(forge):
    forge.events["incident:2"][0][0]["organisation"] = "elsewhere"
    rewritten(forge.events["incident:2"])
    forge.seal()


@case(ALTERED, "events.jsonl, line 3: is no event", "incident:1#2: an event before this one is missing")
def line_without_form(forge):
    forge.lines = forge.event_lines()
    forge.lines[2] += " "


@case(ALTERED, "events.jsonl, line 1: cannot be read")
def line_without_sense(forge):
    forge.lines = ['{"event":{x},"hash":"' + "0" * 64 + '"}']


@case(ALTERED, "access:1#two: an event before this one is missing")
def event_without_number(forge):
    forge.events["access:1"][0][0]["seq"] = "two"


def much_altered(forge, length):
    forge.events["incident:1"] = forge.chain("incident:1", length)
    forge.seen[1]["incident:1"] = length
    forge.seal()
    for row in forge.events["incident:1"]:
        row[0]["act"] = "invented"


@case(ALTERED, "incident:1#50: the event was altered")
def fifty_events_altered(forge):
    much_altered(forge, 50)


@case(ALTERED, "incident:1#50: the event was altered", "and 20 more")
def seventy_events_altered(forge):
    much_altered(forge, 70)


# -- what was kept -------------------------------------------------------------------------------------------


@case(ALTERED, "the checkpoint you kept (2)", "its past was written anew", kept=(2,))
def everything_made_anew(forge):
    forge.events["incident:1"][2][0]["act"] = "invented"
    rewritten(forge.events["incident:1"])
    forge.seal()


@case(ALTERED, "the checkpoint you kept (1)", "its past was written anew", kept=(1,))
def the_first_made_anew(forge):
    forge.checkpoint_changes[1] = {"at": "2026-10-30T00:00:00.000000+00:00"}


@case(ALTERED, "the checkpoint you kept (2)", "is missing", "ends at 1, an older state was put back", kept=(2,))
def set_back_to_an_old_backup(forge):
    del forge.heads[1]
    forge.events = {chain: forge.events[chain][:length] for chain, length in forge.seen[0].items()}


@case(ALTERED, "the checkpoint you kept (2)", "is missing", kept=(2,))
def set_back_at_that_very_moment(forge):
    set_back_to_an_old_backup(forge)
    forge.manifest_changes["made_at"] = "2026-11-02T00:00:00.000000+00:00"


@case(UNKNOWN, "This bundle was made before checkpoint 2", kept=(2,))
def older_than_what_was_kept(forge):
    set_back_to_an_old_backup(forge)
    forge.manifest_changes["made_at"] = "2026-11-01T12:00:00.000000+00:00"


@case(ALTERED, "of another organisation than this bundle")
def the_other_organisation(forge):
    return forge.zip(), [Forge(organisation="elsewhere").seal().kept(2)]


@case(ALTERED, "is signed with a key that this bundle does not know")
def made_anew_with_other_keys(forge):
    other = Forge().seal()
    other.keys = [Key(7), Key(8)]
    return other.zip(), [forge.kept(2)]


@case(ALTERED, "carries no valid signature")
def kept_checkpoint_forged(forge):
    other = Forge().seal()
    other.checkpoint_changes[2] = {"signer": Key(9)}
    return forge.zip(), [other.kept(2)]


@case(ALTERED, "the checkpoint you kept (0)", "is missing")
def kept_checkpoint_of_no_number(forge):
    other = Forge().seal()
    other.checkpoint_changes[2] = {"number": 0}
    return forge.zip(), [other.kept(2)]


@case(ALTERED, "the checkpoint you kept: holds no checkpoint")
def kept_nothing(forge):
    return forge.zip(), ["Dear colleague"]


@case(ALTERED, "the checkpoint you kept: cannot be read")
def kept_half(forge):
    return forge.zip(), ["-----BEGIN DOORSTEP CHECKPOINT-----\nabcde\n-----END DOORSTEP CHECKPOINT-----"]
