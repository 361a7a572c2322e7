"""The client's voice in a story: judged safe, the reporter's wish, whom the client chose asked, her words kept."""

import datetime

from django.utils import timezone

from audit.door import record


def in_days(days):
    return timezone.now().date() + datetime.timedelta(days=days)


def asking(asker, **changed):
    said = {"whom": "client", "asker": asker, "how": "By phone, in the morning", "due_on": in_days(5), "language": "hu"}
    return said | {"question": "Mi történt aznap este az Ön szemével?"} | changed


def voiced(incident, reporter, sam, lena, **ending):
    record(incident, "wish_client_voice", by=reporter, wish="not_at_all")
    record(
        incident, "judge_client_voice_safe", by=lena, reason=ending.pop("reason", "The client asked for it herself.")
    )
    whom = {"whom": "representative", "representative": ending.pop("representative", "her daughter")}
    record(incident, "ask_client", by=sam, **asking(sam, **whom, **ending.pop("asked", {})))
    said = {"ending": "said", "words": "Csak segítséget kért.", "language": "hu"}
    record(incident, "end_client_voice", by=sam, **said | ending)
