"""What each fault of a document is called: stable codes, and their sentences in the reader's language."""

from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.plain_text import plain_text

# what may not even stand in a wording that is being written
_MALFORMED = {
    "not_a_document": _("This is no wording: it has to be an object with the fields of one."),
    "too_large": _("It is too large: at most %(most)s kB."),
    "format_unknown": _("This is written in another format. Known is format %(format)s."),
    "unknown_field": _("There is no field “%(name)s”."),
    "language_unknown": _("“%(name)s” is none of the six languages."),
    "not_a_list": _("A list is expected here."),
    "too_many": _("These are too many: at most %(most)s."),
    "not_a_clause": _("A clause with its fields is expected here."),
    "not_a_key": _("Use only small letters a to z, digits and hyphens, at most %(most)s."),
    "named_twice": _("The same one is named twice."),
    "choice_unknown": _("“%(name)s” is none of the choices."),
    "not_text": _("Text is expected here. Put it in quotation marks."),
    "not_texts": _("Title, instruction and the other texts are expected here."),
    "not_by_language": _("Texts by language are expected here."),
    "not_yes_or_no": _("Say true or false."),
    "control_characters": _("This contains characters that cannot be shown."),
    "too_long": _("This text is too long: at most %(most)s characters."),
    "placeholder_unknown": _("Only {channel}, {service} and {policy} may stand in braces."),
}
_OPEN = {
    "missing": _("Something is missing here."),
    "missing_in_language": _("The text in %(language)s is missing."),
    "choice_missing": _("Choose one."),
    "clauses_missing": _("Nothing stands in it yet."),
    "key_twice": _("Another clause has the same key."),
    "step_wanted": _("A protocol has steps only."),
    "steps_only": _("Only the steps of a protocol have this."),
    "conditions_of_norms_only": _("Only the entitlements of a norm have conditions."),
    "conditions_of_entitlements_only": _("Only entitlements have conditions."),
    "condition_unknown": _("There is no condition with the key “%(name)s”."),
    "with_us_wanted": _("This step has to stand among those with the organisation: the client must not read it."),
    "conditional_wanted": _("This step cannot apply always: its answer may be that it did not apply."),
    "safety_missing": _("A step that asks about safety is missing. Without it nobody could raise an alarm."),
    "document_missing": _("The step in which the request and the response are written down is missing."),
    "answer_kind_twice": _("Another step is answered in the same way; there can be only one."),
    "with_client_missing": _("At least one step has to be with the client."),
    "slug_reserved": _("Another page has this address. Choose another name."),
    "slug_taken": _("A policy of the other kind has this name."),
    "event_type_unknown": _("There is no kind of event “%(name)s”."),
    "event_type_inactive": _("The kind of event “%(name)s” is not used any more."),
    "event_types_of_protocols_only": _("Only a protocol is for kinds of event."),
    "event_types_missing": _("Choose for which kinds of event this protocol is."),
    "event_type_taken": _("Another protocol of yours is in force for “%(name)s”: “%(policy)s”."),
    "related_unknown": _("There is neither a clause nor a policy “%(name)s”."),
    # of a file, before there is a document
    "form_unknown": _("Choose a file that ends in .yaml, .yml or .json."),
    "not_utf8": _("This file is not in UTF-8 (byte %(byte)s). Save it as UTF-8 and try again."),
    "syntax": _("Line %(line)s cannot be read: %(problem)s"),
    "repeated": _("Line %(line)s: “%(name)s” stands there twice."),
    "alias": _("Line %(line)s: anchors and aliases (& and *) are not taken. Write it out."),
    "tag": _("Line %(line)s: types of its own (!) are not taken."),
    "too_deep": _("Line %(line)s: this is nested too deep."),
}
# where the line is not known
_SOMEWHERE = {
    "syntax": _("This cannot be read: %(problem)s"),
    "repeated": _("“%(name)s” stands there twice."),
    "too_deep": _("This is nested too deep."),
}
MALFORMED = frozenset(_MALFORMED)
CODES = _MALFORMED | _OPEN


def words(code, **values) -> str:
    if "language" in values:
        values["language"] = get_language_info(values["language"])["name_translated"]
    if "name" in values:  # as a file has it: halves of symbols could not be sent back
        values["name"] = plain_text(values["name"])
    sentences = _SOMEWHERE if values.get("line") == "?" and code in _SOMEWHERE else CODES
    return str(sentences[code]) % values
