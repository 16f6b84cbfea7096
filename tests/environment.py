"""The environment of the tests, set before the settings are read (`-p tests.environment`).

The database is one of its own beside the one that DATABASE_URL names, so that a development
database survives the tests.
"""

import atexit
import os
import shutil
import tempfile
from urllib.parse import urlparse

_NOWHERE = "postgresql://otklik_app:app@127.0.0.1:1/otklik"


def _beside(url: str) -> str:
    parts = urlparse(url)
    return parts._replace(path=f"{parts.path}_test").geturl()


if "OTKLIK_TESTS" not in os.environ:
    os.environ["OTKLIK_TESTS"] = "1"
    os.environ["OTKLIK_TESTS_HAVE_SERVERS"] = "1" if "ADMIN_DATABASE_URL" in os.environ else ""
    os.environ.setdefault("DATABASE_URL", _NOWHERE)
    os.environ.setdefault("OWNER_DATABASE_URL", _NOWHERE.replace("app", "owner"))
    for name in ("DATABASE_URL", "OWNER_DATABASE_URL"):
        os.environ[name] = _beside(os.environ[name])
    for name in ("BROKER_URL", "CACHE_URL", "LIMITS_URL"):
        os.environ.setdefault(name, "redis://127.0.0.1:1/0")
    os.environ["OTKLIK_ENV"] = "local"
    os.environ["SECRET_KEY"] = "the key of tests"
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="otklik-tests-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
    os.environ["DIRECTORY_TTL_SECONDS"] = "3600"
    os.environ["DIRECTORY_LOOK_SECONDS"] = "3600"
    os.environ["FILING_PER_MINUTE"] = "100000"
    os.environ["FORM_LEAST_SECONDS"] = "0"
    os.environ["PUBLIC_PORT"] = ""
    os.environ["VAPID_PRIVATE_KEY"] = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
    os.environ["TELEGRAM_BOTS"] = "penza=PenzaBot:123:ABC"
    # Which Stripe a test speaks to is the test's own choice.
    for name in ("STRIPE_API_KEY", "STRIPE_WEBHOOK_SECRETS", "STRIPE_TEST_CLOCK"):
        os.environ[name] = ""
    os.environ["BASE_DOMAIN"] = "localhost"
