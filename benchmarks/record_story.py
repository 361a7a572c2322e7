"""The record that record_pdf prints: one real report with its whole conversation, four to five pages long."""

from audit.door import perform, record
from boundaries.answers import save_answer
from policies.loading import load_content
from tests import cast, stories

NOTES = (
    "Nyugodtan végighallgattam, közben befejeztem a kötözést.",
    "Azt mondta, hogy fél az éjszakától, mert a múlt héten elesett a fürdőszobában, és sokáig nem tudott felkelni.",
    "Elmondtam, miért nem adunk ki magánszámot, és hogy ez mindenkire vonatkozik, nem csak rá.",
    "Az ügyfelekkel való kapcsolattartás szabályai, 3. változat, 2. pont.",
    "Éjszakai ügyelet, naponta 19 és 7 óra között; a kártyát magyarul átadtam.",
    "Azt mondtam, hogy megértem a félelmét, és hogy jól tette, hogy szólt.",
)
ANSWER = """Milá kolegyně, děkujeme, že jste se hned ozvala.
Klientka vás požádala o soukromé telefonní číslo, protože se v noci bojí pádu. Hranici jste vysvětlila klidně a \
nabídla jste noční pohotovost i tísňové tlačítko.
Postupovala jste přesně podle pravidel pro kontakt s klienty. Soukromá čísla nesdílíme proto, aby se klientka mohla \
spolehnout na službu jako celek, a ne na jednoho člověka, který může být nemocný nebo mít volno.
Ozvěte se, kdykoli budete potřebovat; příští týden se zeptáme, jak se věc vyvíjí."""
CLOSING = "Schůzka proběhla, klientka má tísňové tlačítko i kartu noční pohotovosti."
THANKS = "Köszönöm a gyors választ. Az ügyfél ma reggel nyugodtabb volt, a kártyát a telefon mellé tette."


def closed_incident():
    """Reported in Hungarian, answered in Czech, escalated, decided, resolved and closed."""
    load_content()
    organisation = cast.Organisation.objects.create(name="Pečovatelská služba Sever", code="sever", country="CZ")
    team = cast.Team.objects.create(organisation=organisation, name="Sever")
    cara = cast.make_person(organisation, team, "Cara Halász", cast.Role.CAREGIVER, language="hu")
    sam = cast.make_person(organisation, team, "Sam Fekete", cast.Role.SUPERVISOR)
    lena = cast.make_person(organisation, None, "Lena Lund", cast.Role.LEAD, cast.Role.SAFEGUARDING_LEAD)
    team.supervisor, team.lead = sam, lena
    team.save()
    incident = _reported(cara, cast.make_client(team, "K-031", "hu", cara))
    incident = perform(incident, "acknowledge", by=sam, message=stories.message(ANSWER, language="cs"))
    record(incident, "write", by=cara, body=THANKS, language="hu")
    incident = perform(incident, "escalate", by=sam, to=lena, reason="Třetí žádost během měsíce.")
    message = stories.message("Rodině nabídneme společnou schůzku do pátku.", language="cs")
    incident = perform(incident, "decide", by=lena, reason="Schůzku nabídneme.", message=message, next_person=sam)
    incident = perform(incident, "resolve", by=sam, message={"body": CLOSING, "language": "cs"}, **stories.RESULT)
    record(incident, "agree", by=cara)
    record(incident, "enter_in_care_record", by=cara, reference="2026/114")
    stories.say_how_it_was(incident, cara)
    return perform(incident, "close", by=sam, reason="Domluveno se všemi."), sam


def _reported(cara, client):
    incident = stories.draft(
        cara, client=client, expectation="just_record",  # any answer is enough for a result
        own_observations="Az ügyfél feszült volt, és többször megkérdezte, mikor jövök legközelebb.",
        response_given="Elmondtam, hogy a magánszámomat nem adom meg, és felajánlottam az éjszakai ügyeletet.",
        stated_reason="Félek, hogy éjszaka elesem, és senki sem lesz ott.",
    )  # fmt: skip
    for answer in incident.answers.select_related("clause"):
        note = NOTES[answer.clause.number % len(NOTES)]
        save_answer(incident, answer.clause, outcome=answer.outcome, note=note, data=answer.data)
    return perform(incident, "submit", by=cara)
