"""Who may read and write the shared tables of money."""

# What a city sees of its own and of nobody else's: the rows that carry its role's name.
OWN = (
    *("subscription", "contract", "contractrequest", "invoice", "act", "entry", "payment"),
    *("usage", "reminder", "decision"),
    *("payer", "providersubscription", "providerinvoice", "operation"),
)
# What the office may write; whatever is not named here nobody changes.
_OFFICE = {
    "plan": "INSERT, UPDATE",
    "subscription": "UPDATE (plan_id, period, rail, state, trial_until, ends_on, ended_at)",
    "seller": "INSERT",
    "contract": "INSERT, UPDATE (ended_on)",
    "contractrequest": "UPDATE (contract_id, answer, answered_at, answered_by)",
    "invoice": "INSERT, UPDATE (voided_at, void_reason, outside_url)",
    "act": "INSERT, UPDATE (voided_at, void_reason)",
    "entry": "INSERT",
    "statement": "INSERT",
    "payment": (
        "INSERT, UPDATE (city_id, tenant, invoice_id, matched_at, matched_by, doubt, statement_id, "
        "fingerprint, order_number, written_on, payer, payer_inn, payer_account, purpose, struck_at, "
        "struck_reason)"
    ),
    "closedmonth": "INSERT",
    "counter": "INSERT, UPDATE",
    "usage": "",
    "reminder": "",
    "decision": "",
    # --- the rails ---
    "payer": "INSERT, UPDATE",
    "providersubscription": "INSERT, UPDATE",
    "providerinvoice": "INSERT, UPDATE",
    "operation": "INSERT, UPDATE",
    "received": "INSERT, UPDATE",
    "reconciliation": "INSERT, UPDATE",
    # What changed at a rail is only ever added to.
    "change": "INSERT",
}


def _read_own(table: str) -> str:
    return f"""
GRANT SELECT ON billing_{table} TO tenant_common;
ALTER TABLE billing_{table} ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS read_own ON billing_{table};
CREATE POLICY read_own ON billing_{table} FOR SELECT TO tenant_common USING (tenant = current_user)"""


def _write_own(table: str, verb: str, only: str = "true") -> str:
    clause = "USING" if verb == "UPDATE" else "WITH CHECK"
    return f"""
DROP POLICY IF EXISTS {verb.lower()}_own ON billing_{table};
CREATE POLICY {verb.lower()}_own ON billing_{table} FOR {verb} TO tenant_common
    {clause} (tenant = current_user AND {only})"""


def _of_office(table: str, rights: str) -> str:
    granted = f"GRANT SELECT{', ' if rights else ''}{rights} ON billing_{table} TO t_office"
    if table not in OWN:
        return f"\n{granted}"
    return f"""
{granted};
DROP POLICY IF EXISTS office ON billing_{table};
CREATE POLICY office ON billing_{table} TO t_office USING (true) WITH CHECK (true)"""


# Prices are public, and who asks for the money. A city counts its days, asks for a contract,
# orders what it wants of a rail, decides how long it pays for and when it ends, notes the letters it
# sent; all else it reads.
SHARED = ";".join(
    [
        "GRANT SELECT ON billing_plan TO {app}, tenant_common",
        "GRANT SELECT ON billing_seller TO tenant_common",
        *map(_read_own, OWN),
        "GRANT INSERT (day, organisations, appeals), UPDATE (organisations, appeals) "
        "ON billing_usage TO tenant_common",
        _write_own("usage", "INSERT"),
        _write_own("usage", "UPDATE"),
        "GRANT INSERT ON billing_contractrequest, billing_decision, billing_reminder TO tenant_common",
        _write_own("contractrequest", "INSERT", only="answered_at IS NULL"),
        # Its own free will, but not behind the back of a card's rail.
        "GRANT UPDATE (period, ends_on) ON billing_subscription TO tenant_common",
        _write_own("subscription", "UPDATE", only="rail <> 'stripe' AND state <> 'ended'"),
        _write_own("decision", "INSERT"),
        _write_own("reminder", "INSERT"),
        "GRANT INSERT ON billing_operation TO tenant_common",
        _write_own("operation", "INSERT", only="state = 'ordered' AND sent_at IS NULL"),
    ]
)
OFFICE = ";".join(_of_office(table, rights) for table, rights in _OFFICE.items())
