"""The words of a printed record that are not built-in content: headings, choices, what happened when."""

from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from policies.builtin import label

CHOICES = {
    "yes_no_unsure": {"yes": _("Yes"), "no": _("No"), "unsure": _("Unsure")},
    "started_by": {
        "client": _("The client"),
        "relative": _("A relative"),
        "me": _("The reporter"),
        "other": _("Somebody else"),
    },
    "staff_part": {
        "no": _("No"),
        "named": _("Yes, named in the report"),
        "cannot_say": _("The reporter cannot say"),
    },
    "danger_for": {"me": _("The reporter"), "client": _("The client"), "other": _("Somebody else")},
    "responses": {
        "declined": _("Declined"),
        "redirected": _("Pointed to another way"),
        "asked_to_stop": _("Asked them to stop"),
        "stepped_out": _("Left the room"),
        "accepted_under_pressure": _("Accepted under pressure"),
        "accepted": _("Accepted"),
        "unsure": _("Unsure"),
        "not_present": _("Was not present"),
    },
    "routes": {
        "line": _("Through the line"),
        "safeguarding": _("To the safeguarding lead at once"),
        "independent": _("To the safeguarding lead, past the whole line"),
    },
    "guidance_sources": {
        "protocol": _("The protocol"),
        "colleague": _("A colleague"),
        "supervisor": _("The supervisor"),
    },
    "deadlines": {
        "reply": _("Answer"),
        "urgent": _("Urgent answer"),
        "promise": _("Promised answer"),
        "decision": _("Decision"),
        "follow_up": _("Follow-up"),
        "referral_check": _("Check of a referral"),
        "translation": _("Translation"),
        "hearing": _("Hearing of the person concerned"),
        "consultation": _("Advice of a colleague"),
        "client_voice": _("Asking the client"),
    },
    "files": {"photo": _("Photo"), "pdf": _("PDF")},
    "messages": {
        "receipt": _("Receipt"),
        "reporter": _("Message"),
        "welcome": _("Welcome"),
        "question": _("Question"),
        "holding": _("Asked for more time"),
        "reply": _("Answer"),
        "call_note": _("Note of a call"),
        "sign": _("Sign that it was read"),
        "follow_up": _("Gentle word"),
        "notice": _("Notice"),
    },
}

# A question step prints as a whole sentence, never as a bare outcome word.
QUESTIONS = {
    "safety": _("Worried about the client’s safety: %(answer)s"),
    "discomfort": _("The request or behaviour was uncomfortable: %(answer)s"),
    "guidance": _("Unsure about something: %(answer)s"),
    "decision": _("The client’s decision: %(answer)s"),
    "clarity": _("The client understood: %(answer)s"),
}

# What happens to a record, as its history prints it.
ACTS = {
    "incident_submitted": _("Report sent"),
    "incident_withdrawn": _("Report withdrawn"),
    "incident_acknowledged": _("Answered for the first time"),
    "incident_escalated": _("Passed on for a decision"),
    "incident_decided": _("Decided"),
    "incident_resolved": _("Result reached"),
    "incident_reopened": _("Reopened"),
    "incident_closed": _("Closed"),
    "message_sent": _("Message to the reporter"),
    "reporter_wrote": _("Message from the reporter"),
    "message_corrected": _("Message corrected by a new one"),
    "sign_sent": _("Sign that it was read"),
    "follow_up_sent": _("Gentle word into a silence"),
    "record_linked": _("Linked to an earlier record"),
    "information_added": _("Information added"),
    "attachment_added": _("Photo or PDF added"),
    "answer_added": _("Step answered that was still open"),
    "result_agreed": _("Reporter agreed with the result"),
    "care_record_entered": _("Entered in the care record"),
    "incident_assigned": _("Handed over to another person"),
    "other_person_asked": _("With somebody else from now on"),
    "deadline_reminded": _("Reminder that an answer is due"),
    "silence_noticed": _("Follow-up asked for, as nobody had written for a while"),
    "deadline_breached": _("Promised time passed without an answer"),
    "text_translated": _("Translation added"),
    "name_asked": _("Reporter’s name asked for"),
    "name_opened": _("Reporter’s name opened to whoever asked"),
    "name_refused": _("Reporter’s name not opened"),
    "cover_arranged": _("Somebody stands in for whoever answers"),
    "owner_changed": _("Went on to somebody who is there"),
    "cover_ended": _("Back with whoever answers"),
    "external_duty_decided": _("Decided whether somebody outside has to be told"),
    "note_added": _("Note for colleagues written"),
}

# by whom is nobody's business: who was replaced learns only that it is with somebody else
WITHOUT_ACTOR = frozenset({"other_person_asked"})

QUOTATION_MARKS = {"bg": "„“", "cs": "„“", "en": "“”", "hu": "„”", "sv": "””", "uk": "«»"}


def choice(kind, key):
    """The word for a choice in the active language; empty for nothing chosen."""
    return str(CHOICES[kind][key]) if key else ""


def answer_word(answer_kind, answer):
    """The answer to a question step: yes, no, unsure, or what the client decided."""
    if answer_kind == "decision":
        return label("client_decisions", answer)
    return choice("yes_no_unsure", answer)


def question_sentence(answer_kind, answer):
    return str(QUESTIONS[answer_kind]) % {"answer": answer_word(answer_kind, answer).lower()}


def act_word(act):
    """What an event was; an act that a later version adds still prints, by its own name."""
    return str(ACTS.get(act, act.replace("_", " ")))


def language_name(code):
    """The name of a language in the active one; of ours, only English writes such names with a capital."""
    name = get_language_info(code)["name_translated"]
    return name if get_language() == "en" else name.lower()


def not_translated(code):
    return gettext("%(language)s, not translated") % {"language": language_name(code)}


def furniture(language):
    """What every page carries, and how it is counted."""
    before, between, after = gettext("page %(page)s of %(pages)s").replace("%(pages)s", "%(page)s").split("%(page)s")
    return {
        "confidential": gettext("confidential"),
        "page_before": before,
        "page_between": between,
        "page_after": after,
        "quote_open": QUOTATION_MARKS[language][0],
        "quote_close": QUOTATION_MARKS[language][1],
        "surplus": gettext("The rest of this text (%(count)s characters) is in the attached data."),
    }
