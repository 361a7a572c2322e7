"""What each person sees of a consultation: the colleague question and extract, the reporter that it happened, no more."""

import pytest

from audit.door import record
from boundaries.models import Incident
from supervision.exports.record import record_document
from supervision.models import Consultation
from tests import stories
from tests.cast import make_person
from tests.supervision.pages import address, browser, in_english, page, send

QUESTION = "How would you say no to a number at the door?"
SHOWN = "A client asked for a private number."
ADVICE = "I would offer the number of the office."
ASKED = {"question": QUESTION, "extract": SHOWN, "language": "en"}


@pytest.fixture
def incident(cara, sam, lena, client_k):
    return stories.answered(cara, sam, client=client_k)


@pytest.fixture
def asked(incident, sam, tom):
    in_english(tom)
    record(incident, "consult", by=sam, person=tom, **ASKED)
    return Consultation.objects.get()


def of(row):
    return f"/asked/{row.pk}/"


def answered(row, by):
    record(row.incident, "answer_consultation", by=by, consultation=row.pk, answer=ADVICE, language="en")


def test_two_clicks_from_the_record_to_a_colleague(incident, sam, tom):
    assert address(incident, "consult") in page(sam, address(incident))
    form = page(sam, address(incident, "consult"))
    assert str(tom) in form
    assert "Halász" not in form.split("<textarea")[2]
    send(sam, address(incident, "consult"), person=str(tom.pk), **ASKED)
    assert Consultation.objects.get().asked_of == tom


def test_a_refused_form_says_why_the_named_person_cannot_be_asked(cara, sam, lena, tom):
    incident = stories.answered(cara, sam, named=[tom])
    text = send(sam, address(incident, "consult"), status=200, person=str(tom.pk), **ASKED)
    assert "This person is part of the event" in text
    assert QUESTION in text
    for nonsense in ("nobody", "00000000-0000-0000-0000-000000000007"):
        assert "Choose one of the answers offered." in send(
            sam, address(incident, "consult"), status=200, person=nonsense, **ASKED
        )


def test_an_extract_that_names_the_client_comes_back_beside_its_field(incident, sam, tom):
    fields = ASKED | {"extract": "Mrs Szabó asked for a number.", "person": str(tom.pk)}
    text = send(sam, address(incident, "consult"), status=200, names="1", **fields)
    assert 'href="#field-extract"' in text
    assert not Consultation.objects.exists()


def test_many_colleagues_come_as_one_list(incident, sam, tom, organisation, team):
    for number in range(9):
        make_person(organisation, team, f"Anna{number} Nagy", "supervisor")
    assert '<select name="person"' in page(sam, address(incident, "consult"))


def test_where_nobody_can_be_asked_the_form_says_so(cara, sam):
    incident = stories.answered(cara, sam)
    assert "There is nobody else here who could be asked." in page(sam, address(incident, "consult"))


def test_the_colleague_reads_question_and_extract_and_the_record_stays_shut(incident, asked, sam, tom):
    page(tom, address(incident), status=404)
    text = page(tom, of(asked))
    assert QUESTION in text
    assert SHOWN in text
    assert f"{sam.short_name} asks for your advice" in text
    hidden = [incident.reference, "K-031", "Ilona", "Szabó", "Cara", "Halász", stories.VERBATIM, str(incident.pk)]
    assert [word for word in hidden if word in text] == []


def test_whoever_has_the_record_anyway_finds_the_way_to_it(incident, sam, lena):
    in_english(lena)
    record(incident, "consult", by=sam, person=lena, **ASKED)
    row = Consultation.objects.get()
    assert address(incident) in page(lena, of(row))
    assert of(row) in page(lena, address(incident))


def test_she_answers_there_once_and_finds_it_again(asked, tom, sam):
    assert "Please write something here." in send(tom, of(asked), status=200, answer=" ", language="en")
    send(tom, of(asked), answer=ADVICE, language="en")
    text = page(tom, of(asked))
    assert ADVICE in text
    assert "<textarea" not in text
    send(tom, of(asked), answer="Something else", language="en")
    assert Consultation.objects.get().answer == ADVICE


@pytest.mark.parametrize("who", ["cara", "sam", "lena", "petra", "rita", "ada", "olly"])
def test_her_page_is_only_hers(cast, asked, who):
    page(cast[who], of(asked), status=404)
    send(cast[who], of(asked), status=404, answer="x", language="en")
    assert browser(cast[who]).get(f"/api/v1{of(asked)}").status_code == 404
    assert QUESTION not in page(cast[who], "/asked/")


def test_a_person_of_the_event_opens_nothing_even_where_a_row_stands(cara, sam, lena, tom):
    incident = stories.answered(cara, sam, named=[tom])
    row = Consultation.objects.create(incident=incident, kind="colleague", asked_by=sam, asked_of=tom, **ASKED)
    page(tom, of(row), status=404)
    assert of(row) not in page(tom, "/asked/")
    assert of(row) not in page(tom, "/")


def test_what_was_taken_back_shows_no_words_any_more(asked, incident, sam, tom):
    assert address(incident, "withdraw-consultation") in page(sam, address(incident))
    send(sam, address(incident, "withdraw-consultation"), consultation=str(asked.pk), reason="Settled")
    text = page(tom, of(asked))
    assert "This question was taken back." in text
    assert QUESTION not in text
    assert SHOWN not in text
    assert QUESTION not in page(tom, "/asked/")


def test_asked_of_me_on_home_and_as_a_page_open_first_then_answered(asked, incident, tom, sam):
    for where in ("/", "/asked/"):
        text = page(tom, where)
        assert of(asked) in text
        assert "left" in text
        assert QUESTION not in page(tom, "/")
    answered(asked, tom)
    assert of(asked) not in page(tom, "/")
    text = page(tom, "/asked/")
    assert text.index("Nothing waits for you.") < text.index("Earlier") < text.index(of(asked))


def test_a_hearing_stands_in_the_same_list_even_for_who_only_reports(cara, sam, lena, organisation, team):
    ned = make_person(organisation, team, "Ned Novotny", "caregiver")
    incident = stories.answered(cara, sam, named=[ned])
    record(incident, "hear", by=sam, person=ned, question="What happened on Tuesday?", language="en")
    hearing = incident.hearings.get()
    for where in ("/", "/asked/"):
        assert f"/hearings/{hearing.pk}/" in page(ned, where)
    page(ned, f"/hearings/{hearing.pk}/")  # with which its notice is read
    record(incident, "answer_hearing", by=ned, declined=True)
    assert f"/hearings/{hearing.pk}/" not in page(ned, "/")
    assert f"/hearings/{hearing.pk}/" in page(ned, "/asked/")


def test_those_who_answer_read_it_all_the_reporter_that_it_happened(asked, incident, sam, lena, cara, rita, tom):
    answered(asked, tom)
    for person in (sam, lena, cara, rita):
        in_english(person)
    seen = {}
    for person in (sam, lena, cara, rita):
        tabs = "".join(page(person, address(incident) + tab) for tab in ("", "?tab=history"))
        data = "".join(page(person, f"/api/v1{address(incident)}{part}") for part in ("", "history/"))
        seen[person] = [word in text for text in (tabs, data) for word in (QUESTION, ADVICE, tom.short_name)]
        assert "olleague" in tabs
        assert "consultation" not in page(person, f"/api/v1{address(incident)}history/") or person != cara
    assert all(seen[sam])
    assert all(seen[lena])
    assert not any(seen[cara])
    assert seen[rita] == [True, True, False] * 2
    text = page(cara, address(incident))
    assert "A colleague was asked for advice" in text
    assert "gave advice" not in text


def test_the_reporter_reads_it_in_her_language(asked, incident, cara):
    assert cara.language == "hu"
    text = page(cara, address(incident))
    assert [word in text for word in (QUESTION, SHOWN, "Tom")] == [False] * 3


def test_a_late_answer_is_our_own_business_in_the_reporters_history(asked, incident, cara, monkeypatch):
    import datetime

    from django.utils import timezone

    from supervision import clock

    moment = timezone.now() + datetime.timedelta(hours=25)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    clock.run()
    in_english(cara)
    texts = [page(cara, address(incident) + tab) for tab in ("", "?tab=history")]
    assert not any("Promised time" in text or "advice passed" in text for text in texts)
    texts = str(record_document(incident, language="en", profile="reporter"))
    assert "Promised time" not in texts
    assert "Advice of a colleague" not in texts


def test_the_names_of_others_are_masked_for_whoever_reads_without_them(asked, incident, tom, rita):
    record(
        incident, "answer_consultation", by=tom, consultation=asked.pk, answer="Ask Sam Fekete and Cara.", language="en"
    )
    text = page(in_english(rita), address(incident))
    assert "Sam Fekete" not in text
    assert "Cara" not in text


def test_each_document_says_as_much_as_its_profile_allows(asked, incident, tom):
    answered(asked, tom)
    told = {
        name: str(record_document(incident, language="en", profile=name))
        for name in ("identified", "pseudonymised", "reporter")
    }
    assert [QUESTION in told[name] for name in told] == [True, True, False]
    assert [ADVICE in told[name] for name in told] == [True, True, False]
    assert ["Tom Novák" in told[name] for name in told] == [True, False, False]
    assert "A colleague was asked for advice" in told["reporter"]
    assert "colleague_answered" not in told["reporter"]


def test_a_refused_result_leads_to_what_mends_it(asked, incident, sam):
    text = page(sam, address(incident))
    assert "A colleague was asked and has not answered yet." in text
    assert f'href="{address(incident, "withdraw-consultation")}"' in text
    fields = stories.RESULT | {"body": "This is the result.", "language": "en"}
    text = send(sam, address(incident, "resolve"), status=409, **fields)
    assert address(incident, "withdraw-consultation") in text
    assert stories.RESULT["reason"] in text


# -- by program ----------------------------------------------------------------------------------------------------


def post(person, where, key, /, **sent):
    headers = {"idempotency-key": f"{key:0>32}"}
    return browser(person).post(f"/api/v1{where}", sent, content_type="application/json", headers=headers)


def test_programs_ask_list_answer_and_take_back(incident, sam, tom, lena):
    assert post(sam, address(incident, "consult"), "1", person=str(tom.pk), **ASKED).status_code == 200
    row = Consultation.objects.get()
    [told] = browser(tom).get("/api/v1/asked/").json()["results"]
    assert (told["id"], told["question"], told["extract"], told["is_open"]) == (str(row.pk), QUESTION, SHOWN, True)
    assert incident.reference not in str(told)
    assert post(tom, of(row), "2", answer=" ", language="en").status_code == 400
    answer = post(tom, of(row), "3", answer=ADVICE, language="en")
    assert (answer.status_code, answer.json()["is_open"]) == (200, False)
    refused = post(tom, of(row), "4", answer="More", language="en")
    assert (refused.status_code, refused.json()["missing"][0]["code"]) == (409, "consultation_finished")
    [line] = browser(sam).get(f"/api/v1{address(incident)}").json()["consultations"]
    assert (line["answer"], line["kind"]) == (ADVICE, "colleague")
    assert post(sam, address(incident, "consult"), "5", person=str(lena.pk), **ASKED).status_code == 200
    other = Consultation.objects.get(asked_of=lena)
    done = post(sam, address(incident, "withdraw-consultation"), "6", consultation=str(other.pk), reason="Settled")
    assert done.status_code == 200
    assert Incident.objects.get(pk=incident.pk).deadlines.open().filter(kind="consultation").count() == 0
