"""Django's settings. What differs between clinics comes from the environment (`environment.py`)."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from punctum_clinic.environment import read_environment

ENVIRONMENT = read_environment()
HERE = Path(__file__).parent

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.base_url]
ROOT_URLCONF = "punctum_clinic.urls"
WSGI_APPLICATION = "punctum_clinic.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "punctum_clinic.web",
    "punctum_clinic.audit",
    "punctum_clinic.staff",
    "punctum_clinic.practice",
    "punctum_clinic.jobs",
    "punctum_clinic.people",
    "punctum_clinic.links",
    "punctum_clinic.signing",
    "punctum_clinic.intake",
    "punctum_clinic.consultation",
    "punctum_clinic.plans",
    "punctum_clinic.consent",
    "punctum_clinic.rights",
    "punctum_clinic.example",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "punctum_clinic.web.private_pages.PrivatePagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "punctum_clinic.web.plain_text.PlainTextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "punctum_clinic.web.language.StaffLanguageMiddleware",
    "punctum_clinic.links.language.PatientLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "punctum_clinic.web.idle_lock.IdleLockMiddleware",
    "punctum_clinic.web.second_factor.SecondFactorMiddleware",
    "punctum_clinic.web.problems.ProblemMiddleware",
    "punctum_clinic.links.middleware.PatientPagesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "web" / "overrides"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "punctum_clinic.web.context.frame",
            ],
        },
    }
]

FORM_RENDERER = "punctum_clinic.web.renderer.FormRenderer"

DATABASES = {"default": ENVIRONMENT.database}

AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
CSRF_FAILURE_VIEW = "punctum_clinic.web.problems.csrf_failed"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "punctum_clinic.staff.adapter.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_PASSKEY_LOGIN_ENABLED = False
# Invented people only are in the example clinic; anywhere else one password is not enough.
STAFF_NEED_SECOND_FACTOR = ENVIRONMENT.mode == "production"
MFA_TOTP_ISSUER = "Punctum"

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.secure
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = ENVIRONMENT.secure
# Whoever asks on this computer whether the clinic answers has no certificate.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if ENVIRONMENT.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENVIRONMENT.secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxy else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# No cache is shared between processes, so limits on attempts are kept in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_cache",
        # Whoever fills it may not push out what counts their attempts.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# What a job of each kind runs: a module with `compute` and `finish`, see `jobs.handlers`.
JOB_HANDLERS = {
    "plan_papers": "punctum_clinic.plans.papers",
    "person_export": "punctum_clinic.rights.export_job",
}
# A job whose worker is silent for this long is given to another one; begun this often and never ended, it has failed.
JOB_LEASE_SECONDS = 60
JOB_ATTEMPTS = 3
# Called again and again while the clinic is open: each lets go of what is over.
LETS_GO = ["punctum_clinic.rights.actions.drop_expired", "punctum_clinic.staff.sessions.drop_expired_sessions"]

# What the first page shows, in this order: modules with `parts`, see `web.today`.
TODAY_PARTS = [
    "punctum_clinic.consultation.today",
    "punctum_clinic.plans.today",
    "punctum_clinic.consent.today",
    "punctum_clinic.intake.today",
    "punctum_clinic.people.today",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"careful": {"()": "punctum_clinic.web.logs.CarefulFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "careful"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
