"""What looks like a phone number or an e-mail address in a text: found here, judged by whoever asks (HU.3, HU.12)."""

import re

PHONE = re.compile(r"(?<![\w.])\+?\d[\d /()-]{7,18}\d(?!\w)")
DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
LEAST_DIGITS = 9


def contact_data_in(text: str, known=()) -> list[str]:
    """Phone numbers and e-mail addresses as they are written, without the organisation's own numbers."""
    own = {_digits(number) for number in known}
    undated = DATE.sub(lambda date: "." * len(date.group()), text)
    numbers = (match.group() for match in PHONE.finditer(undated))
    found = [number for number in numbers if len(_digits(number)) >= LEAST_DIGITS and _digits(number) not in own]
    return found + EMAIL.findall(text)


def looks_like_contact_data(text: str, known=()) -> bool:
    return bool(contact_data_in(text, known))


def _digits(text):
    return re.sub(r"\D", "", text)
