"""Who may read and write the shared tables of money."""

# Prices are public. A city reads its own subscription and writes none; the office writes.
SHARED = """
GRANT SELECT ON billing_plan TO {app}, tenant_common;
GRANT SELECT ON billing_subscription TO tenant_common;
ALTER TABLE billing_subscription ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS read_own ON billing_subscription;
CREATE POLICY read_own ON billing_subscription FOR SELECT TO tenant_common USING (tenant = current_user)
"""
OFFICE = """
GRANT SELECT, INSERT, UPDATE ON billing_plan TO t_office;
GRANT SELECT, UPDATE (plan_id, period, state, trial_until, ended_at) ON billing_subscription TO t_office;
DROP POLICY IF EXISTS office ON billing_subscription;
CREATE POLICY office ON billing_subscription TO t_office USING (true) WITH CHECK (true)
"""
