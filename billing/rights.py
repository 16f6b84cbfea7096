"""Who may read and write the shared tables of money."""

# Prices are public. A city reads its own rows, orders operations and writes nothing else; the office
# writes; what changed at a rail is only ever added to.
SHARED = """
GRANT SELECT ON billing_plan TO {app}, tenant_common;
GRANT SELECT ON billing_subscription TO tenant_common;
ALTER TABLE billing_subscription ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS read_own ON billing_subscription;
CREATE POLICY read_own ON billing_subscription FOR SELECT TO tenant_common USING (tenant = current_user);
GRANT SELECT ON billing_payer, billing_providersubscription, billing_providerinvoice, billing_operation
    TO tenant_common;
ALTER TABLE billing_payer ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS read_own ON billing_payer;
CREATE POLICY read_own ON billing_payer FOR SELECT TO tenant_common USING (tenant = current_user);
ALTER TABLE billing_providersubscription ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS read_own ON billing_providersubscription;
CREATE POLICY read_own ON billing_providersubscription FOR SELECT TO tenant_common
    USING (tenant = current_user);
ALTER TABLE billing_providerinvoice ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS read_own ON billing_providerinvoice;
CREATE POLICY read_own ON billing_providerinvoice FOR SELECT TO tenant_common
    USING (tenant = current_user);
GRANT INSERT ON billing_operation TO tenant_common;
ALTER TABLE billing_operation ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS read_own ON billing_operation;
CREATE POLICY read_own ON billing_operation FOR SELECT TO tenant_common USING (tenant = current_user);
DROP POLICY IF EXISTS order_own ON billing_operation;
CREATE POLICY order_own ON billing_operation FOR INSERT TO tenant_common
    WITH CHECK (tenant = current_user AND state = 'ordered' AND sent_at IS NULL)
"""
OFFICE = """
GRANT SELECT, INSERT, UPDATE ON billing_plan TO t_office;
GRANT SELECT, UPDATE (plan_id, period, state, trial_until, ended_at) ON billing_subscription TO t_office;
DROP POLICY IF EXISTS office ON billing_subscription;
CREATE POLICY office ON billing_subscription TO t_office USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON billing_payer, billing_providersubscription, billing_providerinvoice,
    billing_operation, billing_received, billing_reconciliation TO t_office;
GRANT SELECT, INSERT ON billing_change TO t_office;
DROP POLICY IF EXISTS office ON billing_payer;
CREATE POLICY office ON billing_payer TO t_office USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS office ON billing_providersubscription;
CREATE POLICY office ON billing_providersubscription TO t_office USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS office ON billing_providerinvoice;
CREATE POLICY office ON billing_providerinvoice TO t_office USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS office ON billing_operation;
CREATE POLICY office ON billing_operation TO t_office USING (true) WITH CHECK (true)
"""
