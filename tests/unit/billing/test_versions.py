"""The version of Stripe's interface is ours to choose, and to read before a newer one is believed."""

import stripe

from billing.gateways.stripe_gateway import API_VERSION


def test_the_pinned_version_is_the_one_whose_fields_the_client_describes():
    """Red after an update of the client: read what changed, then raise the pin."""
    assert stripe.api_version == API_VERSION
