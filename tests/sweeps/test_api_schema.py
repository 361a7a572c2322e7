"""The description of the API: valid, whole, and saying of every operation how it refuses and how it is signed in to."""

import pytest
from django.core.management import call_command

from accounts.api.schema import ROOMS, document
from tests.sweeps.routes import every_route

pytestmark = pytest.mark.django_db
ALWAYS = {"400", "401", "403", "404", "405", "406", "429", "503"}
FOR_CHANGES = {"409", "413", "415"}


def operations():
    return [
        (method, path, operation)
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_document_is_valid_and_nothing_in_it_is_guessed(tmp_path):
    file = tmp_path / "schema.json"
    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json", "--file", str(file))
    assert file.stat().st_size > 10_000


def test_every_address_of_the_api_is_described_with_each_of_its_methods():
    described = {(method, path.count("{"), path.split("{")[0]) for method, path, _ in operations()}
    swept = 0
    for route in every_route():
        if route.is_for_programs:
            for method in {"get", "post", "put", "patch", "delete"} & set(dir(route.view.cls)):
                start = "/" + route.pattern.split("<")[0]
                assert (method, len(route.arguments), start) in described, route.pattern
                swept += 1
    assert swept == len(operations()) >= 30


def test_every_operation_says_how_it_refuses():
    for method, path, operation in operations():
        expected = ALWAYS if method == "get" else ALWAYS | FOR_CHANGES
        assert expected <= set(operation["responses"]), (method, path)
        for status in expected:
            assert "application/json" in operation["responses"][status]["content"], (method, path, status)


def test_every_post_needs_its_senders_key_and_says_when_an_answer_is_repeated():
    posts = {path: operation for method, path, operation in operations() if method == "post"}
    # a document is handed out, and recorded, as often as it is asked for
    assert posts.pop("/api/v1/incidents/{reference}/record.pdf")
    assert len(posts) >= 8
    for operation in posts.values():
        key = next(row for row in operation["parameters"] if row["name"] == "Idempotency-Key")
        assert (key["in"], key["required"], "pattern" in key["schema"]) == ("header", True, True)
        done = [response for status, response in operation["responses"].items() if status < "300"]
        assert all("Idempotency-Replayed" in response["headers"] for response in done)


def test_both_ways_to_sign_in_are_named_for_every_operation():
    schemes = document()["components"]["securitySchemes"]
    assert {(scheme["type"], scheme.get("scheme") or scheme.get("in")) for scheme in schemes.values()} == {
        ("http", "bearer"),
        ("apiKey", "cookie"),
    }
    for _method, path, operation in operations():
        assert {name for row in operation["security"] for name in row} == set(schemes), path


def test_every_operation_stands_under_its_room_and_has_a_name_of_its_own():
    names = [operation["operationId"] for _method, _path, operation in operations()]
    assert len(set(names)) == len(names)
    assert {tag for *_, operation in operations() for tag in operation["tags"]} == {name for name, _ in ROOMS.values()}


def test_lists_say_how_they_go_on():
    swept = 0
    for method, path, operation in operations():
        shape = operation["responses"].get("200", {}).get("content", {}).get("application/json", {}).get("schema", {})
        if method == "get" and shape.get("$ref", "").endswith("PageShape"):
            assert "after" in {row["name"] for row in operation["parameters"]}, path
            swept += 1
    assert swept >= 5


def test_it_is_served_to_whoever_is_signed_in(client, cara):
    assert client.get("/api/v1/schema/").status_code == 401
    client.force_login(cara)
    answer = client.get("/api/v1/schema/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer.json()["openapi"].startswith("3.")
    assert set(answer.json()["paths"]) == set(document()["paths"])
