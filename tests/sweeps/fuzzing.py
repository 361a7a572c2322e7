"""Thousands of requests made from the API's own description, each held against it and then undone.

Valid and invalid ones alike, as several people, by token, at records that exist and at some that do not.
"""

import copy
import json
import uuid
import warnings
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction

from accounts import tokens
from accounts.api.schema import document
from accounts.scopes import offered_to
from tests.sweeps.routes import ARGUMENT, every_route

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass
class Found:
    """What the campaign counted; `wrong` holds one line for each kind of wrong answer."""

    examples: int = 0
    statuses: Counter = field(default_factory=Counter)
    server_errors: int = 0
    wrong: dict = field(default_factory=dict)

    @property
    def undocumented(self) -> int:
        return len(self.wrong) - self.server_errors

    def note(self, place, kind, message, status):
        if (place, kind) not in self.wrong:
            self.wrong[place, kind] = message
            self.server_errors += status >= 500

    def lines(self) -> str:
        return "\n\n".join(f"{' '.join(place)}: {kind}\n{message}" for (place, kind), message in self.wrong.items())


def token_of(person) -> str:
    """Everything that this person's tokens may be for."""
    return tokens.create(person, by=None, name="Fuzzing", scopes=offered_to(person), days=1)[1]


def campaign(people, places, bodies, examples, seed=0) -> Found:
    """About this many requests over all operations, beside every address asked by every method that it does not have.

    `places` are values of path arguments, `bodies` fields by path.
    """
    with _connections_kept():
        return _campaign(people, places, bodies, examples, seed)


@contextmanager
def _connections_kept():
    """A request of its own would end by closing what the next one's undoing needs."""
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def _campaign(people, places, bodies, examples, seed) -> Found:
    schema, found = _loaded(places, bodies), Found()
    keys = {token_of(person): person for person in people}
    admits = {_as_described(route): route for route in every_route() if route.is_for_programs}
    operations = [result.ok() for result in schema.get_all_operations()]
    asking = [_asking(keys, admits[operation.path], operation) for operation in operations]
    _unsupported(found, schema, places, list(keys))
    weights = [4 if operation.body else 2 if operation.method != "get" else 1 for operation in operations]
    enough = found.examples + examples
    # some operations have fewer different requests than their share: the others take it over
    while found.examples < enough:
        share = (enough - found.examples) * 1.05 / sum(weights)
        for operation, weight, these in zip(operations, weights, asking, strict=True):
            base = bodies["whole"].get((operation.method, operation.path))
            _operation(found, operation, these, base, max(4, round(share * weight)), seed)
        seed += 1
    return found


def _asking(keys, route, operation):
    """Mostly those whom the address is open to; whoever reported has most to ask for."""
    admitted = [key for key, person in keys.items() if route.admits(person, operation.method)]
    return [*admitted, *admitted[:1] * 3, *list(keys)[:2]]


def _as_described(route) -> str:
    return "/" + ARGUMENT.sub(r"{\1}", route.pattern)


def _loaded(places, bodies):
    """The description with known places and fields as hints, so that requests reach what lies behind the first check."""
    from schemathesis import openapi, serializer

    serializer.alias(["application/offset+octet-stream"], "application/octet-stream")
    described = copy.deepcopy(document())
    described.pop("servers", None)
    for path, methods in described["paths"].items():
        for operation in methods.values():
            operation.pop("security", None)
            for row in operation.get("parameters", ()):
                if row["in"] == "path" and row["name"] in places:
                    row["schema"] = {"type": "string", "enum": [str(value) for value in places[row["name"]]]}
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            if "properties" not in content and "$ref" not in content and path in bodies["fields"]:
                content["properties"] = bodies["fields"][path]
    schema = openapi.from_dict(described)
    schema.app = get_wsgi_application()
    return schema


def _operation(found, operation, keys, base, examples, seed):
    from schemathesis import GenerationMode

    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        cases = operation.as_strategy(generation_mode=mode)
        is_valid = mode == GenerationMode.POSITIVE
        try:
            _examples(found, cases, keys, base, is_valid, max(2, examples // 2), seed)
        except Exception as nothing:  # nothing here can be invalid
            if type(nothing).__name__ not in ("Unsatisfiable", "Unsatisfied"):
                raise


def _examples(found, cases, keys, base, is_valid, examples, seed):
    from hypothesis import HealthCheck, Phase, given, settings, strategies
    from hypothesis import seed as seeded

    @seeded(seed)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, key=strategies.sampled_from(keys), parts=strategies.sets(strategies.integers(0, 40)))
    def one(case, key, parts):
        if base and is_valid and isinstance(case.body, dict):
            kept = [name for number, name in enumerate(case.body) if number in parts]
            case.body = base() | {name: case.body[name] for name in kept if name != "id"}
        _ask(found, case, key, is_valid)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        one()


def _ask(found, case, key, is_valid):
    from schemathesis.checks import not_a_server_error
    from schemathesis.core.failures import FailureGroup
    from schemathesis.specs.openapi import checks

    wanted = [
        not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
        checks.response_headers_conformance,
    ]
    place = (case.method, case.operation.path)
    with transaction.atomic():
        response = case.call(headers={"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"})
        transaction.set_rollback(True)
    found.examples += 1
    found.statuses[response.status_code] += 1
    if not is_valid:
        wanted.append(checks.negative_data_rejection)
    try:
        case.validate_response(response, checks=wanted)
    except FailureGroup as group:
        for failure in group.exceptions:
            sent = (
                json.dumps(case.body, default=str)[:300] if isinstance(case.body, dict | list) else str(case.body)[:100]
            )
            message = f"{failure}\n  {response.status_code} to {case.formatted_path} {case.query} {sent}"
            found.note(place, type(failure).__name__, message[:1500], response.status_code)


def _unsupported(found, schema, places, keys):
    """Each method that an address does not have is refused with 405 and the list of those that it has."""
    from werkzeug.test import Client

    client, described = Client(schema.app), schema.raw_schema["paths"]
    for path, methods in described.items():
        address = path
        for name, values in places.items():
            address = address.replace(f"{{{name}}}", str(values[0]))
        for method in sorted({*METHODS, "trace"} - set(methods)):
            for key in keys:
                headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": uuid.uuid4().hex}
                with transaction.atomic():
                    answer = client.open(address, method=method.upper(), headers=headers, json={})
                    transaction.set_rollback(True)
                found.examples += 1
                found.statuses[answer.status_code] += 1
                if answer.status_code != 403:  # whoever may not use the address at all hears that first
                    break
            if answer.status_code != 405 or not answer.headers.get("Allow"):
                found.note((method, path), "unsupported_method", f"answered {answer.status_code}", answer.status_code)
