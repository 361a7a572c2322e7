"""How the limits of the API are written: `read=600/min,write=120/min`, `heavy=off`, or `off` for none at all."""

from django.core.exceptions import ImproperlyConfigured

SECONDS = {"s": 1, "min": 60, "h": 60 * 60, "day": 24 * 60 * 60}
# upload: parts of a file; heavy: what takes long (a document, a check of all records, the whole register); codes: those of
# paper forms, typed in
USUAL = {"read": (600, 60), "write": (120, 60), "upload": (600, 60), "heavy": (30, 60 * 60), "codes": (30, 60 * 60)}


def api_limits(text: str) -> dict[str, tuple[int, int]]:
    """Scope -> (most requests, seconds); what is not named stays as usual, what is off is left out."""
    if text.strip() == "off":
        return {}
    limits = dict(USUAL)
    for part in filter(None, (part.strip() for part in text.split(","))):
        scope, _, rate = part.partition("=")
        if scope not in USUAL:
            raise ImproperlyConfigured(f"DOORSTEP_API_LIMITS knows {', '.join(USUAL)}, not {scope}.")
        limits.pop(scope)
        if rate != "off":
            limits[scope] = _rate(rate)
    return limits


def _rate(text):
    most, _, period = text.partition("/")
    if not most.isdecimal() or int(most) < 1 or period not in SECONDS:
        raise ImproperlyConfigured(f"DOORSTEP_API_LIMITS takes NUMBER/s, /min, /h or /day, not {text}.")
    return int(most), SECONDS[period]


# of one person: drafts neither sent nor discarded, reports within a day, messages and additions within an hour
PERSON = {"drafts": 50, "reports": 100, "said": 60}


def person_limits(text: str) -> dict[str, int]:
    """`drafts=50,said=200`: what is not named stays as usual; `off` is for measuring, where one stands for many."""
    if text.strip() == "off":
        return dict.fromkeys(PERSON, 1_000_000)
    limits = dict(PERSON)
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, number = part.partition("=")
        if name not in PERSON or not number.isdecimal() or int(number) < 1:
            raise ImproperlyConfigured(
                f"DOORSTEP_PERSON_LIMITS takes {', '.join(PERSON)}, each with =NUMBER, not {part}."
            )
        limits[name] = int(number)
    return limits


def filing_days(text: str) -> int:
    """How long a session lasts: at least as long as a fresh sign-in, and no longer than browsers keep a cookie."""
    if not text.isdecimal() or not 1 <= int(text) <= 400:
        raise ImproperlyConfigured(f"DOORSTEP_FILING_DAYS takes a number from 1 to 400, not {text}.")
    return int(text)


def throttle_cache(address: str) -> dict:
    """Where requests are counted: in each process by itself, or in a Redis that all of them share."""
    if not address:
        # as many as many addresses can make; a full one forgets the oldest third
        options = {"MAX_ENTRIES": 100_000}
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "throttle", "OPTIONS": options}
    if not address.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("DOORSTEP_THROTTLE_CACHE begins with redis://, rediss:// or unix://.")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": address}
