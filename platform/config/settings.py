"""One settings file; everything that differs between machines comes from the environment."""

from pathlib import Path

from xstatic.pkg import leaflet

from billing.dunning import Terms
from config import env

ROOT = Path(__file__).resolve().parent.parent.parent
LOCAL = env.text("OTKLIK_ENV", "production") == "local"
DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
DATA_DIR = Path(env.text("DATA_DIR", ROOT / "var"))

# --- addresses -----------------------------------------------------------------------------
BASE_DOMAIN = env.text("BASE_DOMAIN", "localhost")
PUBLIC_SCHEME = env.text("PUBLIC_SCHEME", "http" if LOCAL else "https")
PUBLIC_PORT = env.text("PUBLIC_PORT", "")
# A host is accepted only when the directory of cities knows it (tenants.isolation.middleware).
ALLOWED_HOSTS = ["*"]
USE_X_FORWARDED_HOST = False
ROOT_URLCONF = "config.urls_platform"
WSGI_APPLICATION = "config.wsgi.application"

# --- database: a city's role and path ride with every BEGIN (tenants.isolation.backend) -------
DATABASES = {
    "default": {
        **env.database("DATABASE_URL"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
}
if env.text("OWNER_DATABASE_URL", ""):
    # Held by provisioning and migrating processes alone.
    DATABASES["owner"] = {**env.database("OWNER_DATABASE_URL"), "DISABLE_SERVER_SIDE_CURSORS": True}
DATABASE_ROUTERS = ["tenants.isolation.router.SchemaRouter"]
# Rights on the shared tables of each application: statements that are safe to repeat.
SHARED_RIGHTS = [
    "tenants.provisioning.rights.SHARED",
    "onboarding.cities.rights.SHARED",
    "billing.rights.SHARED",
]
OFFICE_RIGHTS = [
    "tenants.provisioning.rights.OFFICE",
    "onboarding.cities.rights.OFFICE",
    "billing.rights.OFFICE",
]
# The first rows of shared tables, by the owner, at every migrate_all: each leaves what is there.
SHARED_STARTERS = ["billing.starter.plant_plans"]
TENANT_SYNC_ROUTER = "tenants.isolation.router.SchemaRouter"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- which tables live in which kind of schema -------------------------------------------------
PUBLIC_APPS = ["django_tenants", "tenants", "onboarding.cities", "billing"]
PEOPLE_APPS = ["tenants.accounts", "django.contrib.sessions", "allauth.account", "allauth.mfa"]
# An outside identity provider (OpenID Connect): without its address there is no table and no page.
OPENID_SERVER = env.text("OPENID_SERVER", "")
OPENID_TITLE = env.text("OPENID_TITLE", "OpenID") if OPENID_SERVER else ""
if OPENID_SERVER:
    PEOPLE_APPS.append("allauth.socialaccount")
OFFICE_APPS = [*PEOPLE_APPS, "console"]
CITY_APPS = [*PEOPLE_APPS, "appeals", "onboarding.organisations"]
# Needed by the libraries as code; their tables exist nowhere (platform/docs/adr/0003).
CODE_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "design",
    "appeals.desk",
    "paying",
    "portal",
]
if OPENID_SERVER:
    CODE_APPS.append("allauth.socialaccount.providers.openid_connect")
INSTALLED_APPS = list(dict.fromkeys([*PUBLIC_APPS, *OFFICE_APPS, *CITY_APPS, *CODE_APPS]))
HAS_MULTI_TYPE_TENANTS = True
MULTI_TYPE_DATABASE_FIELD = "kind"
TENANT_MODEL = "tenants.City"
TENANT_DOMAIN_MODEL = "tenants.Domain"
TENANT_TYPES = {
    "public": {"APPS": PUBLIC_APPS, "URLCONF": "config.urls_platform"},
    "office": {"APPS": OFFICE_APPS, "URLCONF": "config.urls_console"},
    "city": {"APPS": CITY_APPS, "URLCONF": "config.urls_city"},
}

# --- request -----------------------------------------------------------------------------------
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tenants.isolation.headers.HeadersMiddleware",
    "tenants.isolation.middleware.TenantMiddleware",
    "design.language.LanguageMiddleware",
    "design.vision.VisionMiddleware",
    "tenants.lifecycle.gate.StandingMiddleware",
    "tenants.accounts.limits.AbuseLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tenants.isolation.csrf.TenantCsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tenants.accounts.support_gate.SupportMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tenants.isolation.timezone.TimeZoneMiddleware",
    "portal.opening.OpeningMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tenants.isolation.context.tenant",
            ]
        },
    }
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10

# --- accounts ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "tenants.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "tenants.accounts.passwords.NotCommon"},
]
ACCOUNT_ADAPTER = "tenants.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "tenants.accounts.forms.NameForm"
ACCOUNT_FORMS = {
    "login": "tenants.accounts.forms.entrance.LoginForm",
    "signup": "tenants.accounts.forms.entrance.SignupForm",
    "request_login_code": "tenants.accounts.forms.entrance.RequestCodeForm",
    "confirm_login_code": "tenants.accounts.forms.entrance.ConfirmCodeForm",
    "confirm_email_verification_code": "tenants.accounts.forms.entrance.ConfirmEmailForm",
    "reauthenticate": "tenants.accounts.forms.entrance.PasswordAgainForm",
    "reset_password": "tenants.accounts.forms.changes.ResetPasswordForm",
    "reset_password_from_key": "tenants.accounts.forms.changes.ResetPasswordKeyForm",
    "set_password": "tenants.accounts.forms.changes.SetPasswordForm",
    "change_password": "tenants.accounts.forms.changes.ChangePasswordForm",
    "add_email": "tenants.accounts.forms.changes.NewEmailForm",
    "change_email": "tenants.accounts.forms.changes.OtherEmailForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# An address is proved by a code typed into the page that asked for it: a link would hold in every
# city (allauth signs it without one), and registration would tell who is registered already.
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = {
    "numeric": True,
    "length": 8,
}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "tenants.accounts.tokens.TenantTokenGenerator"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Our own limit stands before allauth's, which would count per city (tenants.accounts.limits); of
# its own only the one on codes of the second step is left, for they are tried after the password.
_UNCOUNTED = (
    "change_password change_phone manage_email reset_password reauthenticate login signup "
    "reset_password_from_key request_login_code confirm_email verify_phone"
)
ACCOUNT_RATE_LIMITS = {**dict.fromkeys(_UNCOUNTED.split()), "login_failed": "10/5m/key"}
MFA_ADAPTER = "tenants.accounts.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "tenants.accounts.forms.entrance.SecondStepForm",
    "reauthenticate": "tenants.accounts.forms.entrance.SecondStepAgainForm",
    "activate_totp": "tenants.accounts.forms.changes.ActivateTOTPForm",
}
if OPENID_SERVER:
    SOCIALACCOUNT_ADAPTER = "tenants.accounts.outside_adapter.OutsideAdapter"
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "outside",
                    "name": OPENID_TITLE,
                    "client_id": env.text("OPENID_CLIENT"),
                    "secret": env.text("OPENID_SECRET"),
                    "settings": {"server_url": OPENID_SERVER},
                }
            ]
        }
    }
    # The link leads to the provider at once: a form's redirect would need its host in our policy.
    SOCIALACCOUNT_LOGIN_ON_GET = True
    SOCIALACCOUNT_AUTO_SIGNUP = False
    SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/accounts/home/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# --- cookies -----------------------------------------------------------------------------------
_HOST = "" if LOCAL else "__Host-"
SESSION_COOKIE_NAME = f"{_HOST}session"
CSRF_COOKIE_NAME = f"{_HOST}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "tenants.isolation.sessions"
SECURE_SSL_REDIRECT = not LOCAL and env.flag("SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("BEHIND_PROXY") else None
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
X_FRAME_OPTIONS = "DENY"
# W002: frame-ancestors of our policy says it (tenants.isolation.headers); W003: our subclass of
# Django's CSRF middleware stands in its place (tenants.isolation.csrf).
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W003"]

# --- caches, files, mail: keys and paths carry the schema ---------------------------------------
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.text("CACHE_URL"),
        "KEY_FUNCTION": "tenants.isolation.keys.cache_key",
    },
    # Limits of abuse are counted over all cities together and nothing else lives here.
    "limits": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.text("LIMITS_URL", env.text("CACHE_URL")),
        "KEY_PREFIX": "limits",
    },
}
STORAGES = {
    "default": {"BACKEND": "tenants.isolation.files.TenantStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
# Exports of cities that leave: outside every site, deleted with the city.
EXPORTS_ROOT = DATA_DIR / "exports"
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
# Leaflet for the maps, out of the wheel that carries it.
STATICFILES_DIRS = [("leaflet", leaflet.BASE_DIR)]
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = LOCAL
EMAIL_BACKEND = "tenants.accounts.mail.StoredBackend"
# Who carries stored letters out of the product; read by the worker alone.
EMAIL_URL = env.text("EMAIL_URL", "file:")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", f"otklik@{BASE_DOMAIN}")
# Other ways to people; each is off while its setting is empty (platform/docs/notifications.md).
SMS_URL = env.text("SMS_URL", "")
SMS_LOGIN, SMS_KEY = env.text("SMS_LOGIN", ""), env.text("SMS_KEY", "")
SMS_SENDER = env.text("SMS_SENDER", "")
TELEGRAM_URL = env.text("TELEGRAM_URL", "https://api.telegram.org")
# `penza=name_of_the_bot:its:token`, one a city.
TELEGRAM_BOTS = env.pairs("TELEGRAM_BOTS")
VAPID_PRIVATE_KEY = env.text("VAPID_PRIVATE_KEY", "")
# Push services in our own network: for tests on one machine.
PUSH_IS_LOCAL = LOCAL and env.flag("PUSH_IS_LOCAL")

# Certificates (PEM, several in one file) of authorities whose signatures every city trusts.
SIGNATURE_TRUST_FILE = env.text("SIGNATURE_TRUST_FILE", "")

# --- money: rails by which cities pay (billing/README.md) ---------------------------------------
# Without a key cities pay by contract alone. A test key and a live one never see each other's payers.
STRIPE_API_KEY = env.text("STRIPE_API_KEY", "")
STRIPE_IS_LIVE = STRIPE_API_KEY.startswith(("sk_live_", "rk_live_"))
STRIPE_API_URL = env.text("STRIPE_API_URL", "https://api.stripe.com")
# Several while one takes the place of another.
STRIPE_WEBHOOK_SECRETS = env.text("STRIPE_WEBHOOK_SECRETS", "").split()
STRIPE_TIMEOUT_SECONDS = env.number("STRIPE_TIMEOUT_SECONDS", 15)
STRIPE_RETRIES = env.number("STRIPE_RETRIES", 2)
# New test customers live by this clock of Stripe's, so that months pass in minutes.
STRIPE_TEST_CLOCK = env.text("STRIPE_TEST_CLOCK", "")
BILLING_CARD_GATEWAY = "stripe"
BILLING_GATEWAYS = (
    {BILLING_CARD_GATEWAY: "billing.gateways.stripe_gateway.make"} if STRIPE_API_KEY else {}
)

# What follows when a city does not pay, in days after the last day to pay (billing.dunning).
DUNNING = Terms(
    before=env.numbers("DUNNING_BEFORE_DAYS", "7 1"),
    after=env.numbers("DUNNING_AFTER_DAYS", "1 7 13"),
    grace=env.number("DUNNING_GRACE_DAYS", 14),
    read_only=env.number("DUNNING_READ_ONLY_DAYS", 30),
)

# --- tasks -------------------------------------------------------------------------------------
BROKER_URL = env.text("BROKER_URL")

# --- language, time ----------------------------------------------------------------------------
LANGUAGE_CODE = "ru"
# A language is offered once its catalogue is built, and only by choice (design.language).
LANGUAGES = [("ru", "Русский"), ("tt", "Татарча"), ("en", "English")]
LOCALE_PATHS = [ROOT / "platform" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

# --- interfaces --------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "appeals.api.authentication.ApiKeyAuthentication",
        "appeals.api.authentication.MemberSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "rest_framework.parsers.JSONParser",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "appeals.api.errors.answer",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Отклик",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SERVE_PERMISSIONS": [],
    "SERVE_AUTHENTICATION": [],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "tenants.isolation.logs.TenantFormatter",
            "format": "%(asctime)s %(levelname)s %(tenant)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # It tells of every request.
        "stripe": {"level": "WARNING"},
    },
}

if env.text("SENTRY_DSN", ""):
    from config.sentry import start

    start(env.text("SENTRY_DSN"))

# The steps of a new tenant between its schema and its going on the air, in order, each by its own role:
# what others plant, step by step as the operator sees them. Every one may be repeated.
TENANT_STARTERS = {
    "city": {
        "catalogue": ["appeals.actions.plant.plant"],
        "replies": ["appeals.actions.plant.plant_replies"],
        "invitation": ["tenants.accounts.starter.plant"],
        "subscription": ["billing.starter.subscribe"],
        "probe": ["portal.probe.look"],
    },
    "office": {},
}
# Who is asked for records of cities' own hosts, `address:port`; empty: the machine's own resolver.
DNS_SERVER = env.text("DNS_SERVER", "")
# No task runs longer than this (config.celery).
TASK_SECONDS = 300
# The export begins so long after the order: whatever ran has ended by then.
OFFBOARDING_SETTLES_SECONDS = env.number("OFFBOARDING_SETTLES_SECONDS", TASK_SECONDS + 10)
# How long a city's data are kept after the export, and what other layers do when it is deleted.
OFFBOARDING_KEEP_DAYS = env.number("OFFBOARDING_KEEP_DAYS", 30)
CITY_ENDED = [
    "onboarding.cities.domains.forget",
    "onboarding.cities.ending.forget",
    "billing.ending.end_rails",
    "billing.ending.end_subscription",
    "billing.ending.end_books",
    "console.acts.keep",
]
# An export is put into a city where these are empty.
EMPTY_WHEN_NEW = ["appeals_appeal", "appeals_organisation", "appeals_house", "appeals_event"]
# What higher layers add to a demonstration city once it is populated; each is called with the moment.
DEMO_STARTERS = [
    "onboarding.cities.demo.plant",
    "onboarding.organisations.agreements.demo.plant",
    "onboarding.organisations.training.planting.plant",
    "onboarding.organisations.trial.planting.plant",
]
# The same for the operators' office, when all demonstration cities stand.
DEMO_OFFICE_STARTERS = ["billing.demo.plant"]
CSRF_FAILURE_VIEW = "config.refusals.csrf_failure"
# How long a process believes what it read of a host (seconds).
DIRECTORY_TTL_SECONDS = float(env.text("DIRECTORY_TTL_SECONDS", "15"))
# Answered by a token of their own: neither the session nor its person is read.
TOKEN_PATHS = ("/desk/presence/",)
# What goes on while the city owes for the platform: addresses behind which an appeal may be an
# emergency (the action that knows its category decides), and what belongs to a person by law.
EMERGENCY_PATHS = [
    r"/(new|widget|track|appeals|contractor|telegram|notifications/stop)/",
    r"/desk/(new|calls|callbacks|incidents|outages|appeals|queue/bulk|tasks|presence|alarm|shift)/",
    r"/desk/(habit|billing|launch/support)/",
    r"/support/",
    r"/api/v1/(appeals|calls|outages)/",
    r"/accounts/",
]
# How often a process asks whether anything of it was changed.
DIRECTORY_LOOK_SECONDS = float(env.text("DIRECTORY_LOOK_SECONDS", "1"))
# Filings from one address a minute, over all cities together.
FILING_PER_MINUTE = env.number("FILING_PER_MINUTE", 30)
# A form sent sooner than this after it was opened was sent by a program; 0: nobody looks at the time.
FORM_LEAST_SECONDS = env.number("FORM_LEAST_SECONDS", 3)
