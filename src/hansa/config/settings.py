"""Django's settings, from the environment (``environment.SETTINGS`` lists every variable)."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from hansa.foundation.storage.adapters import bucket

from . import environment as env

SOURCE = Path(__file__).resolve().parent.parent

HANSA_MODE = env.mode()
HANSA_DEMONSTRATION = HANSA_MODE == "demonstration"
HANSA_BASE_URL = env.read("HANSA_BASE_URL", "http://localhost:8000").rstrip("/")
HANSA_DATA_DIR = env.data_dir()
BASE_DIR = env.PROJECT
HANSA_PACKS_DIR = env.PROJECT / "packs"
HANSA_DOCUMENT_KEY = env.secret("HANSA_DOCUMENT_KEY", shortest=32)
HANSA_KEY_SECRET = env.secret("HANSA_KEY_SECRET", shortest=32)
HANSA_CLAMD = env.read("HANSA_CLAMD")
HANSA_FOREIGN_POLICIES = "hansa.config.policies.FOREIGN"
HANSA_TRUSTED_PROXIES = int(env.read("HANSA_TRUSTED_PROXIES", "0") or 0)
HANSA_LOG_LEVEL = env.read("HANSA_LOG_LEVEL", "INFO")

_base = urlsplit(HANSA_BASE_URL)
_https = _base.scheme == "https"
if not HANSA_DEMONSTRATION and not _https:
    raise env.Misconfigured("HANSA_BASE_URL begins with https:// in production.")

SECRET_KEY = env.secret("HANSA_SECRET_KEY", shortest=50)
DEBUG = False
ALLOWED_HOSTS = [
    host
    for host in [_base.hostname or "", *env.read("HANSA_ALLOWED_HOSTS").split(",")]
    + (["localhost", "127.0.0.1", "[::1]"] if HANSA_DEMONSTRATION else [])
    if host.strip()
]
CSRF_TRUSTED_ORIGINS = [HANSA_BASE_URL] if _https else []

# Ours come first: their templates take the place of the libraries'.
INSTALLED_APPS = [
    "hansa.foundation.ui",
    "hansa.foundation.audit",
    "hansa.foundation.office",
    "hansa.foundation.storage",
    "hansa.accounts",
    "hansa.network",
    "hansa.questionnaires",
    "hansa.media",
    "hansa.credentials",
    "hansa.messaging",
    "hansa.programmes",
    "hansa.applications",
    "hansa.learning",
    "hansa.events",
    "hansa.journeys",
    "hansa.portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django_vite",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "hansa.foundation.ui.middleware.OwnPages",
    "hansa.foundation.ui.middleware.ClearTrouble",
    "hansa.foundation.ui.assets.Assets",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "hansa.foundation.storage.middleware.UploadGuard",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hansa.foundation.i18n.middleware.OwnLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "hansa.foundation.policy.PolicyMiddleware",
]

ROOT_URLCONF = "hansa.config.urls"
WSGI_APPLICATION = "hansa.config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"])
            ],
            "builtins": ["hansa.foundation.ui.templatetags.addresses"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    }
]
FORM_RENDERER = "hansa.foundation.ui.renderer.HansaRenderer"

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
if env.read("HANSA_TASKS", "database") == "rq":
    TASKS = {"default": {"BACKEND": "django_tasks_rq.RQBackend"}}
    RQ_QUEUES = {"default": {"URL": env.read("HANSA_REDIS_URL")}}

if env.read("HANSA_TASKS") == "rehearsal":
    # A rehearsal plays weeks in seconds on a database that is thrown away: at once, and without waiting for the disk.
    TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    DATABASES["default"]["OPTIONS"] = DATABASES["default"]["OPTIONS"] | {
        "init_command": "PRAGMA journal_mode=MEMORY;PRAGMA synchronous=OFF;PRAGMA foreign_keys=ON;PRAGMA temp_store=MEMORY;"
    }

# ── People ──────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:my"
LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "hansa.accounts.adapters.allauth.AccountAdapter"
ACCOUNT_FORMS = {"signup": "hansa.accounts.forms.JoinForm", "login": "hansa.accounts.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_CHANGE = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _base.scheme
ALLAUTH_TRUSTED_PROXY_COUNT = HANSA_TRUSTED_PROXIES
MFA_ADAPTER = "hansa.accounts.adapters.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Hansa"
MFA_ALLOW_UNVERIFIED_EMAIL = False
USERSESSIONS_TRACK_ACTIVITY = False

# ── Languages ───────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("de", _("German")),
    ("it", _("Italian")),
    ("ar", _("Arabic")),
    ("ko", _("Korean")),
    ("zh-hans", _("Chinese (simplified)")),
]
LOCALE_PATHS = [SOURCE / "locale"]
LANGUAGE_COOKIE_NAME = "hansa_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = _https
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

# ── Files ───────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
# No collecting: the few files lie in the packages and are served from there, found once at the start.
STATIC_ROOT = None
STORAGES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HANSA_DATA_DIR / "files"},
    },
    "files": {
        "BACKEND": "hansa.foundation.storage.adapters.local.LocalFiles",
        "OPTIONS": {"location": HANSA_DATA_DIR / "files"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if _s3 := env.read("HANSA_S3_URL"):
    STORAGES["files"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": bucket.options(_s3)}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/build/assets/.+-[\w-]{8}\."
DJANGO_VITE = {
    "default": {
        "manifest_path": SOURCE / "foundation/ui/static/build/manifest.json",
        "static_url_prefix": "build",
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# ── Mail ────────────────────────────────────────────────────────────────────────────────────────
DEFAULT_FROM_EMAIL = env.read("HANSA_MAIL_FROM", "secretariat@example.org")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
if _smtp := env.read("HANSA_SMTP_URL"):
    _mail = urlsplit(_smtp)
    _tls = parse_qs(_mail.query).get("tls", [""])[0]
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = _tls == "starttls", _mail.scheme == "smtps", 20
elif HANSA_DEMONSTRATION:
    EMAIL_BACKEND = "hansa.messaging.adapters.mailbox.MailboxBackend"
else:
    raise env.Misconfigured("HANSA_SMTP_URL is missing; in production letters go out by SMTP.")

# ── Guard ───────────────────────────────────────────────────────────────────────────────────────
# Over plain HTTP, in the demonstration only, a browser takes neither Secure nor __Host- cookies.
_host = "__Host-" if _https else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_host}hansa_session", f"{_host}hansa_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# The database is what counts; the cache only spares a question to it on every page.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "hansa.foundation.ui.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _https
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if HANSA_TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY: dict[str, object] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SILENCED_SYSTEM_CHECKS: list[str] = []

# Shared by the server's processes: limits on guessing would be worth little if each kept its own count.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HANSA_DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
if env.read("HANSA_REDIS_URL"):
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.read("HANSA_REDIS_URL"),
    }

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": HANSA_LOG_LEVEL},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django_tasks": {"level": "WARNING"},
        "hansa": {"level": HANSA_LOG_LEVEL},
    },
}
