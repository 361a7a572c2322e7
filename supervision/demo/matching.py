"""What those who answer in the demo tell of themselves, and what two who report would like."""

KNOWN = {
    "sam": {
        "languages": ["en", "hu"], "event_types": ["phone_number", "small_gift", "extra_tasks"],
        "background": ["dementia", "night shifts"], "gender": "man", "max_open": 40,
    },
    "tom": {
        "languages": ["cs", "en", "uk"], "event_types": ["calls_outside_hours", "photo_or_video"],
        "background": ["palliative care"], "gender": "man",
    },
    "lena": {"languages": ["en", "sv"], "event_types": ["harassment_or_threat"], "gender": "woman"},
}  # fmt: skip
WISHES = {"cara": {"languages": ["hu"], "background": ["night shifts"]}, "oksana": {"gender": "woman", "languages": ["uk"]}}


def tell_of_themselves(demo) -> None:
    """Before the first report, so that each assignment can say what spoke for it."""
    for key, known in KNOWN.items():
        _keep(demo.people[key].profile, known)
    for key, wishes in WISHES.items():
        _keep(demo.people[key].profile, {"preferences": wishes})


def _keep(profile, fields):
    for name, value in fields.items():
        setattr(profile, name, value)
    profile.save(update_fields=list(fields))
