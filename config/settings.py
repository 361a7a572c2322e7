"""Settings, all from the environment. DOORSTEP_PROFILE is `demo` (default: this machine only) or `production`."""

import base64
import contextlib
import os
import secrets
import tempfile
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from accounts.push_keys import new_private_key
from config import gateways, leaving, limits, native, production, push

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = "0.1.0"


def env(name, default=None):
    """An environment variable; one without default that is missing says where to read about it."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. docs/settings.md says what it is for and how to make one.")
    return value


PROFILE = env("DOORSTEP_PROFILE", "demo")
if PROFILE not in ("demo", "production"):
    raise ImproperlyConfigured("DOORSTEP_PROFILE is neither demo nor production.")
PRODUCTION = PROFILE == "production"
DEBUG = False
DOORSTEP_VAR = Path(env("DOORSTEP_VAR", str(BASE_DIR / "var")))
DOORSTEP_VAR.mkdir(mode=0o700, parents=True, exist_ok=True)


def kept_secret(name, make):
    """From the environment; in the demo profile made once and kept in DOORSTEP_VAR, readable by its owner only."""
    variable = f"DOORSTEP_{name.upper()}"
    if PRODUCTION or variable in os.environ:
        return env(variable)
    path = DOORSTEP_VAR / name
    if not path.exists():
        # whole before it has its name: another process that starts at the same time never reads half of it
        with tempfile.NamedTemporaryFile("w", dir=DOORSTEP_VAR) as file:
            file.write(make())
            file.flush()
            with contextlib.suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text().strip()


def data_keys(text) -> list[tuple[int, bytes]]:
    """`1:BASE64,2:BASE64`: the first encrypts, all decrypt. Each key is 32 bytes."""
    try:
        keys = [(int(key_id), base64.b64decode(key)) for key_id, key in (part.split(":") for part in text.split(","))]
    except ValueError:
        keys = []
    if not keys or any(len(key) != 32 or not 0 < key_id < 256 for key_id, key in keys):
        raise ImproperlyConfigured("DOORSTEP_DATA_KEYS needs ID:KEY, each key 32 bytes in Base64, ids from 1 to 255.")
    return keys


SECRET_KEY = kept_secret("secret_key", lambda: secrets.token_urlsafe(64))
DATA_KEYS = data_keys(kept_secret("data_keys", lambda: "1:" + base64.b64encode(secrets.token_bytes(32)).decode()))

ALLOWED_HOSTS = env("DOORSTEP_HOSTS", None if PRODUCTION else "127.0.0.1,localhost,[::1],testserver").split(",")
SITE_URL = env("DOORSTEP_URL", None if PRODUCTION else f"http://127.0.0.1:{env('PORT', '8000')}").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_fsm",
    "allauth",
    "allauth.account",
    "rest_framework",
    "drf_spectacular",
    "config",
    "audit",
    "accounts",
    "policies",
    "boundaries",
    "supervision",
]

MIDDLEWARE = [
    "config.request_log.RequestLogMiddleware",
    "config.public_pages.PublicPageMiddleware",
    "config.middleware.ResponseClassMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pads its answers at random, so that their length tells nothing of the keys in them (BREACH)
    "django.middleware.gzip.GZipMiddleware",
    "config.middleware.KnownSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.middleware.PersonMiddleware",
    "config.middleware.SessionEndMiddleware",
    "config.middleware.LanguageMiddleware",
    "config.middleware.RefusalPageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.page",
            ],
        },
    }
]
FORM_RENDERER = "config.form_inputs.InPlace"

# -- data ----------------------------------------------------------------------------------------------------

DATABASE_URL = env("DATABASE_URL", None if PRODUCTION else f"sqlite:///{DOORSTEP_VAR / 'doorstep.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Whoever waits for ever is told nothing: connecting, a lock and a machine that vanished each have their end
    DATABASES["default"]["ENGINE"] = "config.postgresql"
    waits = {"connect_timeout": 5, "keepalives_idle": 30, "tcp_user_timeout": 20_000, "options": "-c lock_timeout=20s"}
    if env("DOORSTEP_PREPARED_STATEMENTS", "on") == "on":
        waits["prepare_threshold"] = 1  # config/postgresql: only the hot statements; a pooler must know them as well
    DATABASES["default"]["OPTIONS"] = waits | DATABASES["default"].get("OPTIONS", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Below SQLite 3.51.3 the write-ahead log can corrupt with two writers (the WAL-reset bug), so the rollback
    # journal it is, with EXTRA: it also syncs the directory. An acknowledged write is on disk.
    import sqlite3

    wal = sqlite3.sqlite_version_info >= (3, 51, 3)
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;" if wal else (
        "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;"
    )
    DATABASES["default"]["ENGINE"] = "config.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": pragmas + " PRAGMA mmap_size=0;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "config.unavailable.CountingCache",
        "LOCATION": "config_cache",
        # Attempts to sign in are counted here: it must not drop counts when somebody tries many names
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "throttle": limits.throttle_cache(env("DOORSTEP_THROTTLE_CACHE", "")),
}
API_LIMITS = limits.api_limits(env("DOORSTEP_API_LIMITS", ""))
PERSON_LIMITS = limits.person_limits(env("DOORSTEP_PERSON_LIMITS", ""))

# -- people --------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.PersonAdapter"
ACCOUNT_FORMS = {"login": "accounts.forms.SignInForm", "change_password": "accounts.forms.PassphraseForm"}
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/h/ip,6/15m/key",
    "independent": "60/h/ip",
    "public_page": "120/m/ip",
}
# Long enough for filing, counted from signing in, also when a phone closes its browser between two visits: a report is
# begun in one kitchen and finished after the next. Others' records ask for a fresh sign-in (accounts/access.py).
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # accounts/views/signing_in.py does that while the sign-in is fresh
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = limits.filing_days(env("DOORSTEP_FILING_DAYS", "30")) * 24 * 60 * 60
EXIT_ADDRESS = leaving.exit_address(env("DOORSTEP_EXIT_ADDRESS", "/away/"))
# Browsers keep Secure cookies on http://127.0.0.1 (Safari does not): DOORSTEP_PLAIN_COOKIES=1 is for those that do not.
PLAIN_COOKIES = env("DOORSTEP_PLAIN_COOKIES", "0") == "1"
COOKIE_PREFIX = "" if PLAIN_COOKIES else "__Host-"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}doorstep"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}doorstep-csrf"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}doorstep-language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not PLAIN_COOKIES
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# -- safety --------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 63_072_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
BEHIND_PROXY = env("DOORSTEP_BEHIND_PROXY", "0") == "1"
if BEHIND_PROXY:
    # One proxy of ours: it sets both headers, and only its own entry of the addresses is believed
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# One file, and only where a page takes one (config/uploading.py): nobody is to fill the disk with them
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["config.uploading.OneFileHandler"]
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
# Wakes the workers of several machines; without it PostgreSQL does, and where neither is they look by themselves
REDIS_URL = env("DOORSTEP_REDIS_URL", "")
if REDIS_URL and not REDIS_URL.startswith(("redis://", "rediss://", "unix://")):
    raise ImproperlyConfigured("DOORSTEP_REDIS_URL begins with redis://, rediss:// or unix://.")
METRICS_TOKEN = env("DOORSTEP_METRICS_TOKEN", "")
# Webhooks go to the outside; receivers on this machine are for the demo, those in a private network for who asks for it
WEBHOOK_PRIVATE = env("DOORSTEP_WEBHOOK_PRIVATE", "0") == "1"
WEBHOOK_LOOPBACK = WEBHOOK_PRIVATE or not PRODUCTION
# Telling a phone of something new (manage.py push_keys); without a key there is no such way
PUSH_PRIVATE_KEY = env("DOORSTEP_PUSH_PRIVATE_KEY", "") if PRODUCTION else kept_secret("push_private_key", new_private_key)
push.check(PUSH_PRIVATE_KEY)
PUSH_CONTACT = env("DOORSTEP_PUSH_CONTACT", "" if PRODUCTION else "mailto:doorstep@doorstep.example")
# What reaches whoever is on call at night, by text message and by phone call; without an address there is no such way
TRANSLATION_URL = gateways.checked("DOORSTEP_TRANSLATION_URL", env("DOORSTEP_TRANSLATION_URL", ""))
TRANSLATION_TOKEN = gateways.token("DOORSTEP_TRANSLATION_TOKEN", env("DOORSTEP_TRANSLATION_TOKEN", ""))
TEXT_GATEWAY_URL = gateways.checked("DOORSTEP_TEXT_GATEWAY_URL", env("DOORSTEP_TEXT_GATEWAY_URL", ""))
TEXT_GATEWAY_TOKEN = gateways.token("DOORSTEP_TEXT_GATEWAY_TOKEN", env("DOORSTEP_TEXT_GATEWAY_TOKEN", ""))
VOICE_GATEWAY_URL = gateways.checked("DOORSTEP_VOICE_GATEWAY_URL", env("DOORSTEP_VOICE_GATEWAY_URL", ""))
VOICE_GATEWAY_TOKEN = gateways.token("DOORSTEP_VOICE_GATEWAY_TOKEN", env("DOORSTEP_VOICE_GATEWAY_TOKEN", ""))

# -- words ---------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("hu", "magyar"),
    ("cs", "čeština"),
    ("sv", "svenska"),
    ("bg", "български"),
    ("uk", "українська"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "config.formats"
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

# -- files, mail, logs ---------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DOORSTEP_VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # the static files' middleware warns where it is missing
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "attachments": {
        "BACKEND": "boundaries.attachments.storage.DurableStorage",
        "OPTIONS": {"location": DOORSTEP_VAR / "attachments"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# What is taken as photos and PDFs; boundaries/attachments/limits.py counts
MEGABYTE = 1024 * 1024
UPLOAD_MOST_BYTES = int(env("DOORSTEP_UPLOAD_MB", "20")) * MEGABYTE
UPLOAD_MOST_FILES = int(env("DOORSTEP_UPLOAD_FILES", "20"))
UPLOAD_MOST_OF_REPORT = int(env("DOORSTEP_UPLOAD_REPORT_MB", "60")) * MEGABYTE
UPLOAD_MOST_PER_HOUR = int(env("DOORSTEP_UPLOAD_HOUR_MB", "200")) * MEGABYTE
UPLOAD_MOST_UNFINISHED = int(env("DOORSTEP_UPLOAD_UNFINISHED", "5"))
UPLOAD_DAYS = int(env("DOORSTEP_UPLOAD_DAYS", "7"))
CLAMD = env("DOORSTEP_CLAMD", "")
# Whether this machine has what documents are drawn with; also makes it loadable for every process of ours
PDF_AVAILABLE = native.load()
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env("DOORSTEP_MAIL_HOST", "")
EMAIL_PORT = int(env("DOORSTEP_MAIL_PORT", "25"))
EMAIL_HOST_USER = env("DOORSTEP_MAIL_USER", "")
EMAIL_HOST_PASSWORD = env("DOORSTEP_MAIL_PASSWORD", "")
EMAIL_USE_TLS = env("DOORSTEP_MAIL_TLS", "0") == "1"
EMAIL_TIMEOUT = 10
if not EMAIL_HOST:
    # Nothing to send with: mails are written as files, so that the demo shows them
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DOORSTEP_VAR / "mail"
DEFAULT_FROM_EMAIL = env("DOORSTEP_MAIL_FROM", "Doorstep <doorstep@doorstep.example>")
CHECKPOINT_MAIL = [address.strip() for address in env("DOORSTEP_CHECKPOINT_MAIL", "").split(",") if address.strip()]
LOG_FORMAT = env("DOORSTEP_LOG_FORMAT", "line")
if LOG_FORMAT not in ("line", "json"):
    raise ImproperlyConfigured("DOORSTEP_LOG_FORMAT is neither line nor json.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.logs.LineFormatter"}, "json": {"()": "config.logs.JSONFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": env("DOORSTEP_LOG_LEVEL", "INFO")},
    "loggers": {
        # no mail to administrators: it would carry the form that failed
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # the web server's own: what it could not read it would quote
        "gunicorn.error": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # these quote what they work on, which may be what somebody wrote
        "weasyprint": {"level": "CRITICAL"},
        "fontTools": {"level": "CRITICAL"},
        "aiosmtpd": {"level": "CRITICAL"},
    },
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # first, so that who says nothing is answered 401, and a request that brings both acts by its token
        "accounts.api.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "accounts.api.schema.DoorstepSchema",
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Doorstep",
    "VERSION": VERSION,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "EntryKindEnum": "policies.models.directory.DirectoryEntry.Kind",
        "PolicyKindEnum": ["norm", "protocol"],
        "HintKindEnum": ["contact_data", "own_name", "client_name"],
        "AttachmentKindEnum": ["photo", "pdf"],
    },
    "DISABLE_ERRORS_AND_WARNINGS": False,
}

if PRODUCTION:
    production.refuse_unsafe(globals())
