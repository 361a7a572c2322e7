"""Makes the organisations of the demo with their teams, people, clients and numbers to call."""

import datetime
import json
from pathlib import Path

from django.contrib.auth.hashers import make_password

from accounts.models import Organisation, StaffProfile, Team, User
from boundaries.models import CareRelation, Client, ClientIdentity
from policies.directory import reviewing
from policies.models import DirectoryEntry, ServiceStandard

SOURCE = Path(__file__).parent / "organisation.json"
DIRECTORY = Path(__file__).parent / "directory.json"
HOME = "north"
PASSPHRASE = "four steps to the door"
ALWAYS = datetime.timedelta(days=40)  # how long the organisation has been working when it is first seen


def source() -> dict:
    return json.loads(SOURCE.read_text(encoding="utf-8"))


class Demo:
    """What was made, to be found by key, name or code."""

    def __init__(self):
        rows = source()
        self.organisations = {row["code"]: _organisation(row) for row in rows["organisations"]}
        self.teams = {row["name"]: self._team(row) for row in rows["teams"]}
        # hashed once: the passphrase is everybody's and printed anyway, and a real hash takes its time
        self.password = make_password(PASSPHRASE)
        self.people = {row["key"]: self._person(row) for row in rows["people"]}
        self._lead_teams(rows["teams"])
        self.people = {key: User.objects.select_related("profile__team").get(pk=p.pk) for key, p in self.people.items()}
        self.clients = {row["code"]: self._client(row) for row in rows["clients"]}
        for row in json.loads(DIRECTORY.read_text(encoding="utf-8")):
            self._entry(row)

    def _of(self, row) -> Organisation:
        return self.organisations[row.get("organisation", HOME)]

    def _team(self, row):
        return Team.objects.create(organisation=self._of(row), name=row["name"])

    def _person(self, row):
        organisation = self._of(row)
        given, family = row["name"].split(" ")
        user = User.objects.create(
            organisation=organisation,
            username=f"{organisation.code}-{row['number']}",
            email=f"{row['key']}@doorstep.example" if row.get("mail") else None,
            given_name=given,
            family_name=family,
            roles=row["roles"],
            language=row["language"],
            password=self.password,
        )
        StaffProfile.objects.create(
            user=user,
            team=self.teams.get(row.get("team")),
            staff_number=row["number"],
            pseudonym=f"P-{row['number']}",
            languages=sorted({row["language"], organisation.language}),
        )
        return user

    def _lead_teams(self, rows):
        for row in rows:
            team = self.teams[row["name"]]
            team.supervisor, team.lead = self.people[row["supervisor"]], self.people[row["lead"]]
            team.save()

    def _client(self, row):
        organisation = self._of(row)
        client = Client.objects.create(
            organisation=organisation,
            team=self.teams[row["team"]],
            code=row["code"],
            preferred_language=row["language"],
            care_record_no=row["code"].replace("K", "GL"),
        )
        identity = ClientIdentity(client=client)
        identity.given_name, identity.family_name = row["name"].split(" ")
        identity.save()
        for key in row["care"]:
            CareRelation.objects.create(client=client, caregiver=self.people[key])
        return client

    def _entry(self, row):
        """Checked when the demo begins (ALWAYS ago), or some time before: by today one is due soon, one late."""
        organisation = self.organisations[HOME]
        checked = reviewing.today_of(organisation) - datetime.timedelta(days=row.pop("checked_days_ago", 0))
        DirectoryEntry.objects.create(
            organisation=organisation,
            is_owned_by_organisation=True,
            verified_on=checked,
            verified_by=self.people["petra"],
            review_due_on=reviewing.next_review(organisation, checked),
            source="Northern Home Care",
            **row,
        )


def _organisation(row):
    organisation = Organisation.objects.create(**row)
    ServiceStandard.objects.create(organisation=organisation)
    return organisation


def is_there() -> bool:
    return Organisation.objects.filter(code=HOME).exists()
