"""Each process knows the addresses that it needs, and no more."""

from pathlib import Path

import pytest

from infra.embedded import environment, programs, stripe
from infra.embedded.data_folder import DataFolder
from infra.embedded.passwords import Secrets

ROOT = Path("/otklik")
DATA = DataFolder(ROOT / "var")
ADDRESSES = {
    "DATABASE_URL": "postgresql://app@127.0.0.1:1/otklik",
    "OWNER_DATABASE_URL": "postgresql://owner@127.0.0.1:1/otklik",
    "ADMIN_DATABASE_URL": "postgresql://postgres@127.0.0.1:1/postgres",
    "BROKER_URL": "redis://127.0.0.1:2/0",
}


def told(port: int = 8000, **outer: str) -> dict[str, str]:
    secrets = Secrets("a", "b", "c", "d", "key")
    return environment.product(ROOT, DATA, secrets, ADDRESSES, port, outer=outer)


def variables_of(name: str) -> dict[str, str]:
    started = programs.programs(ROOT, DATA, Path("python"), told(), 8000)
    return next(dict(one.environment) for one in started if one.name == name)


@pytest.mark.parametrize("name", ["web", "worker", "beat", "relay"])
def test_who_serves_people_cannot_name_the_owners_login(name):
    assert not {"OWNER_DATABASE_URL", "ADMIN_DATABASE_URL"} & variables_of(name).keys()


def test_who_makes_cities_has_the_owners_login_but_not_the_superusers():
    assert "OWNER_DATABASE_URL" in variables_of("steward")
    assert "ADMIN_DATABASE_URL" not in variables_of("steward")


def test_a_stripe_without_money_runs_beside_the_product_and_knows_no_password():
    beside = stripe.addresses({}, last_port=None)
    everything = told() | beside
    (started,) = stripe.programs(ROOT, DATA, Path("python"), everything, 8000)

    assert beside["STRIPE_API_URL"].rpartition(":")[2] in started.command
    assert "http://console.localhost:8000/billing/stripe/" in started.command
    assert not {"DATABASE_URL", "SECRET_KEY", "BROKER_URL"} & started.environment.keys()


@pytest.mark.parametrize("key", ["sk_test_mine", ""])
def test_whoever_names_a_real_stripe_or_none_has_no_other(key):
    assert stripe.addresses({"STRIPE_API_KEY": key}, last_port=None) == {}
    assert stripe.programs(ROOT, DATA, Path("python"), told(STRIPE_API_KEY=key), 8000) == []


def test_what_the_person_set_goes_before_our_defaults():
    everything = told(EMAIL_URL="smtp://mail", BASE_DOMAIN="otklik.test", SECRET_KEY="mine")

    assert everything["EMAIL_URL"] == "smtp://mail"
    assert everything["BASE_DOMAIN"] == "otklik.test"
    assert everything["SECRET_KEY"] == "mine"


def test_what_would_steer_python_or_the_database_elsewhere_is_left_out():
    everything = told(PYTHONHOME="/x", PGHOST="elsewhere", DJANGO_SETTINGS_MODULE="other")

    assert not {"PYTHONHOME", "PGHOST", "DJANGO_SETTINGS_MODULE"} & everything.keys()


@pytest.mark.parametrize(("port", "written"), [(8000, "8000"), (80, "")])
def test_links_carry_the_port_only_when_it_is_unusual(port, written):
    assert told(port)["PUBLIC_PORT"] == written


def test_compiled_modules_are_kept_whatever_the_persons_shell_says():
    assert "PYTHONDONTWRITEBYTECODE" not in told(PYTHONDONTWRITEBYTECODE="1")
