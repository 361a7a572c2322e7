"""A wording as one file, YAML or JSON: written out, and read in again with every fault by its place.

Nothing in a file is ever executed or built: texts, lists and objects only, without anchors, tags or repeated names.
"""

import json

import yaml

from policies.editing.document import with_defaults
from policies.editing.fault_words import words
from policies.editing.faults import MOST_BYTES, MOST_FAULTS, Fault, faults

FORMS = {"yaml": ("yaml", "yml"), "json": ("json",)}
DEEPEST = 12
PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class ExchangeError(Exception):
    """The file is no wording that could be published; nothing of it was taken."""

    def __init__(self, faults):
        self.faults = list(faults)
        super().__init__(", ".join(fault.code for fault in self.faults))


def dump(document: dict, form="yaml") -> bytes:
    if form == "json":
        return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    text = yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return text.encode("utf-8")


def load(content: bytes, name: str, organisation=None) -> dict:
    """The document in this file, whole and faultless. Raises ExchangeError with everything that is wrong."""
    document = read(content, name)
    found = faults(document, organisation=organisation, most=MOST_FAULTS)
    if found:
        raise ExchangeError(found)
    return document


def read(content: bytes, name: str) -> dict:
    """What stands in the file, with nothing checked but that it can be read. Raises ExchangeError."""
    form = form_of(name)
    if len(content) > MOST_BYTES:
        refuse("too_large", most=MOST_BYTES // 1024)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse("not_utf8", byte=error.start + 1)
    found = _from_json(text) if form == "json" else _from_yaml(text)
    if not isinstance(found, dict):
        refuse("not_a_document")
    if found.get("format") == "1":
        found["format"] = 1
    return with_defaults(found)


def form_of(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    form = next((form for form, endings in FORMS.items() if ending in endings), None)
    return form or refuse("form_unknown")


def refuse(code, **values):
    raise ExchangeError([Fault("", code, words(code, **values))])


# -- JSON ------------------------------------------------------------------------------------------------------


def _from_json(text):
    def once(pairs):
        found = {}
        for name, value in pairs:
            if name in found:
                refuse("repeated", line="?", name=name[:60])
            found[name] = value
        return found

    def no_number(name):
        refuse("syntax", line="?", problem=name)

    try:
        found = json.loads(text, object_pairs_hook=once, parse_constant=no_number)
    except json.JSONDecodeError as error:
        refuse("syntax", line=error.lineno, problem=error.msg)
    except RecursionError:
        refuse("too_deep", line="?")
    except ValueError as error:  # a number of thousands of digits
        refuse("syntax", line="?", problem=str(error)[:100])
    if _is_deep(found):
        refuse("too_deep", line="?")
    return found


def _is_deep(value, left=DEEPEST):
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return left == 0 or any(_is_deep(one, left - 1) for one in inside if isinstance(one, dict | list))


# -- YAML ------------------------------------------------------------------------------------------------------


def _from_yaml(text):
    """Built from the parser's events, so that nothing is built but texts, lists and objects."""
    try:
        return _Builder(yaml.parse(text, Loader=_Loader)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        refuse("syntax", line=mark.line + 1 if mark else "?", problem=(error.problem or "")[:200])
    except yaml.YAMLError as error:  # a character that YAML does not know
        refuse("syntax", line="?", problem=str(getattr(error, "reason", ""))[:200])


class _Builder:
    """Plain scalars are texts but for true, false and nothing: neither dates nor numbers nor a Norwegian "no"."""

    def __init__(self, events):
        self.events = events

    def document(self):
        found = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if found is not None:
                    self._refuse("syntax", event, problem="---")
                found = [self._value(next(self.events), 0)]
        return found[0] if found else None

    def _value(self, event, depth):
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._refuse("alias", event)
        if event.tag is not None:
            self._refuse("tag", event)
        if depth > DEEPEST:
            self._refuse("too_deep", event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(depth)
        is_plain = event.implicit[0] and event.style in (None, "")
        return PLAIN.get(event.value, event.value) if is_plain else event.value

    def _list(self, depth):
        found = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self._value(event, depth + 1))
        return found

    def _mapping(self, depth):
        found = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse("syntax", event, problem="?")
            name = event.value
            self._value(event, depth)  # neither anchors nor tags in a name
            if name in found:
                self._refuse("repeated", event, name=name[:60])
            found[name] = self._value(next(self.events), depth + 1)
        return found

    def _refuse(self, code, event, **values):
        refuse(code, line=event.start_mark.line + 1, **values)
