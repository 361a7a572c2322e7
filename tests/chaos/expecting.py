"""What every bad moment has in common: nothing is confirmed, everybody is told, and afterwards it is done once."""

from audit.verify import verify
from boundaries.models import Incident
from tests.chaos.house import Visitor, hidden_fields


def refused_kindly(answer):
    assert answer.status == 503, (answer.status, answer.text)
    assert int(answer.headers["Retry-After"]) > 0
    assert "no-store" in answer.headers["Cache-Control"]
    return answer


def everybody_is_told(house, visitor, person, question):
    """Page, programs, signing in, the look of somebody who monitors; styles come all the same."""
    page = refused_kindly(question.send(visitor))
    assert 'lang="hu"' in page.text
    assert "112" in page.text
    again = hidden_fields(page.text)
    assert {name: again[name] for name in question.fields} == question.fields
    said = refused_kindly(visitor.send_json("/api/v1/drafts/", {"id": question.key}, f"k{question.key}"))
    assert said.json["code"] == "unavailable"
    assert said.json["detail"]
    assert visitor.get("/static/css/doorstep.css").status == 200
    newcomer = Visitor(house.address)
    signing_in = newcomer.sign_in(person)
    refused_kindly(signing_in)
    assert 'name="password"' not in signing_in.text
    assert "four plain words" not in signing_in.text


def done_once_afterwards(visitor, person, question):
    """The very same request, without anybody having mended the site."""
    answer = question.send(visitor)
    assert answer.status == 302, answer.text
    assert answer.headers["Location"].endswith("/")
    assert question.send(visitor).status == 302
    assert Incident.objects.filter(pk=question.key).count() == 1
    assert Incident.objects.filter(reporter=person).exclude(status="draft").count() == 1
    assert verify().findings == []
