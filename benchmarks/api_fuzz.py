"""The API against its own description: tens of thousands of requests made from it, valid and invalid, by six people.

An answer counts as wrong where it is a failure of ours, has a status, type, header or shape that the description does
not have, or takes what the description forbids. Every request is undone, so that all meet the same records.
"""

import logging
import os
import sys
import tempfile
import time

SEED = 20_000


def main(arguments):
    examples = 2_000 if "--quick" in arguments else 20_000
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DOORSTEP_PROFILE": "demo", "DOORSTEP_VAR": folder}
        os.environ["DOORSTEP_API_LIMITS"] = "off"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        logging.disable(logging.WARNING)  # a line for each refusal would hide the table
        call_command("migrate", verbosity=0)
        return measure(examples)


def measure(examples):
    from benchmarks.table import Results
    from tests.sweeps import fuzzing
    from tests.sweeps.fuzzed import bodies_of, places_of

    results = Results(f"The API against its description, {examples} requests")
    cara, sam, lena, rita, ada, petra, client_k = people()
    places = places_of(cara, sam, lena, ada, petra, client_k)
    started = time.perf_counter()
    bodies = bodies_of(client_k, lena, places["reference"][0])
    found = fuzzing.campaign((cara, sam, lena, rita, ada, petra), places, bodies, examples, seed=SEED)
    seconds = time.perf_counter() - started
    results.row("requests", f"{found.examples} in {seconds:.0f} s")
    for status, count in sorted(found.statuses.items()):
        results.row(f"answered {status}", count)
    if found.wrong:
        print(found.lines())
    results.figure("api_fuzz.examples", found.examples, examples, at_most=False)
    results.figure("api_fuzz.server_errors", found.server_errors, 0)
    results.figure("api_fuzz.undocumented", found.undocumented, 0)
    return results.close()


def people():
    """Reporter, supervisor, lead, auditor, administrator, policy owner, and a client who is cared for."""
    from accounts.models import Organisation, Team
    from accounts.roles import Role
    from policies.loading import load_content
    from tests.cast import make_client, make_person

    load_content()
    north = Organisation.objects.create(name="Northern Home Care", code="north", country="HU")
    team = Team.objects.create(organisation=north, name="North")
    cara = make_person(north, team, "Cara Halász", Role.CAREGIVER)
    team.supervisor = sam = make_person(north, team, "Sam Fekete", Role.SUPERVISOR)
    team.lead = lena = make_person(north, None, "Lena Lund", Role.LEAD, Role.SAFEGUARDING_LEAD)
    team.save()
    rita = make_person(north, None, "Rita Kovalenko", Role.AUDITOR)
    ada = make_person(north, None, "Ada Berg", Role.ADMINISTRATOR)
    petra = make_person(north, None, "Petra Ivanova", Role.POLICY_OWNER)
    return cara, sam, lena, rita, ada, petra, make_client(team, "K-031", "hu", cara)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
