"""Who passed their course may work."""

from django.db import migrations, models

# As in 0023; who reads an organisation's appeals has passed their course.
FILING_FACTS = """
CREATE OR REPLACE FUNCTION filing_facts(key text, theme text, place bigint, today date) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    facts jsonb;
    wanted text;
BEGIN
    IF key IS NOT NULL THEN
        -- A twin request waits here; the next query then sees what the first one committed.
        PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || key, 0));
        SELECT jsonb_build_object('known', a.id, 'digest', a.intake_digest) INTO facts
        FROM appeals_appeal a WHERE a.intake_key = key;
        IF FOUND THEN
            RETURN facts;
        END IF;
    END IF;
    SELECT c.service, jsonb_build_object('sector', s.code, 'category', jsonb_build_object(
        'id', c.id, 'code', c.code, 'parent_id', c.parent_id, 'sector_id', c.sector_id,
        'service', c.service, 'terms', c.terms, 'is_emergency', c.is_emergency,
        'questions', c.questions))
    INTO wanted, facts
    FROM appeals_category c JOIN appeals_sector s ON s.id = c.sector_id
    WHERE c.code = theme AND c.is_active AND NOT c.is_group;
    facts := coalesce(facts, '{}') || jsonb_build_object(
        'house', (
            SELECT jsonb_build_object('address', h.address, 'district', h.district,
                'latitude', h.latitude, 'longitude', h.longitude)
            FROM appeals_house h WHERE h.id = place),
        'servings', coalesce((
            SELECT jsonb_agg(jsonb_build_object('service', v.service,
                'since', v.since, 'until', v.until, 'organisation', v.organisation_id))
            FROM appeals_serving v
            WHERE v.house_id = place AND v.service = wanted
            AND (v.since IS NULL OR v.since <= today) AND (v.until IS NULL OR today < v.until)
        ), '[]'),
        'rules', '[]'::jsonb);
    -- Rules matter only where the matrix is silent.
    IF facts->'servings' = '[]' THEN
        facts := facts || jsonb_build_object('rules', coalesce((
            SELECT jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'position', r.position,
                'conditions', r.conditions, 'organisation', r.organisation_id))
            FROM appeals_routingrule r WHERE r.is_active), '[]'));
    END IF;
    RETURN facts || jsonb_build_object('organisations', coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name,
            'short_name', o.short_name, 'stage', o.stage, 'terms', o.terms,
            'agreement_number', o.agreement_number,
            'agreed', coalesce(o.agreement_since <= today
                AND (o.agreement_until IS NULL OR today < o.agreement_until), false),
            'staffed', EXISTS (
                SELECT FROM appeals_member m JOIN accounts_user u ON u.id = m.user_id
                WHERE m.organisation_id = o.id AND m.is_active AND m.is_cleared
                AND u.is_active)))
        FROM appeals_organisation o WHERE o.id IN (
            SELECT (line->>'organisation')::bigint
            FROM jsonb_array_elements((facts->'servings') || (facts->'rules')) line)), '[]'));
END $$
"""


# A temporary table of the caller's never stands before ours where a function runs with the owner's rights.
TEMPORARY_LAST = """
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION next_serial(integer) SET search_path = %I, public, pg_temp',
        current_schema());
    EXECUTE format('ALTER FUNCTION next_trial_serial(integer) SET search_path = %I, public, pg_temp',
        current_schema());
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("appeals", "0025_matrix")]
    operations = [
        # Who works already goes on; training gives them a term to pass.
        migrations.AddField(
            model_name="member",
            name="is_cleared",
            field=models.BooleanField(
                db_default=True, default=False, verbose_name="допущен к работе"
            ),
        ),
        migrations.RunSQL([FILING_FACTS, TEMPORARY_LAST], migrations.RunSQL.noop),
    ]
