"""Who may read and write the shared tables of cities' onboarding."""

# A city reads its own row and says how it looks and from when residents are let in; nothing else of it.
SHARED = """
ALTER TABLE tenants_city ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS directory ON tenants_city;
CREATE POLICY directory ON tenants_city FOR SELECT TO {app} USING (true);
DROP POLICY IF EXISTS own ON tenants_city;
CREATE POLICY own ON tenants_city TO tenant_common USING ('t_' || schema_name = current_user);
GRANT SELECT, UPDATE (is_public, opens_on) ON tenants_city TO tenant_common;
ALTER TABLE tenants_branding ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS directory ON tenants_branding;
CREATE POLICY directory ON tenants_branding FOR SELECT TO {app} USING (true);
DROP POLICY IF EXISTS own ON tenants_branding;
CREATE POLICY own ON tenants_branding TO tenant_common
    USING (city_id = (SELECT id FROM tenants_city WHERE 't_' || schema_name = current_user));
GRANT SELECT, UPDATE (colour, colour_strong, colour_soft, colour_2, emblem_version, phone, phone_title,
    slogan, words) ON tenants_branding TO tenant_common;
ALTER TABLE cities_launch ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own ON cities_launch;
CREATE POLICY own ON cities_launch TO tenant_common
    USING (tenant = current_user) WITH CHECK (tenant = current_user);
GRANT SELECT, INSERT, UPDATE ON cities_launch TO tenant_common;
GRANT SELECT, INSERT, DELETE ON cities_owndomain TO tenant_common;
ALTER TABLE cities_owndomain ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own ON cities_owndomain;
CREATE POLICY own ON cities_owndomain TO tenant_common USING (tenant = current_user)
    WITH CHECK (tenant = current_user AND state = 'waiting' AND verified_at IS NULL)
"""
# Applications are the office's alone: the public site enters it to keep one.
OFFICE = """
GRANT SELECT, INSERT, UPDATE, DELETE ON cities_application TO t_office;
GRANT SELECT, INSERT, UPDATE ON cities_admission TO t_office;
DROP POLICY IF EXISTS office ON tenants_city;
CREATE POLICY office ON tenants_city TO t_office USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS office ON tenants_branding;
CREATE POLICY office ON tenants_branding TO t_office USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS office ON cities_launch;
CREATE POLICY office ON cities_launch FOR SELECT TO t_office USING (true);
GRANT UPDATE ON cities_owndomain TO t_office;
DROP POLICY IF EXISTS office ON cities_owndomain;
CREATE POLICY office ON cities_owndomain TO t_office USING (true) WITH CHECK (true)
"""
