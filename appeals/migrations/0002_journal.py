"""What the database itself does: serials, filing's facts, the hash chain, the journal and its guard.

`next_serial` makes a year's sequence when the year first needs it: filings never queue behind a
counter's row, a number is never given twice, and a city's role may not create anything itself.
"""

from django.db import migrations

NEXT_SERIAL = """
CREATE FUNCTION next_serial(year integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE name text := format('%I.appeal_serial_%s', split_part(
    replace(current_setting('search_path'), '"', ''), ',', 1), year);
BEGIN
    IF year NOT BETWEEN 2000 AND 2200 THEN
        RAISE EXCEPTION 'a year out of range: %', year;
    END IF;
    IF to_regclass(name) IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext(name));
        EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %s', name);
    END IF;
    RETURN nextval(name::regclass)::integer;
END $$
"""

EVENT_DIGEST = """
CREATE FUNCTION event_digest(
    previous bytea, appeal bigint, sequence integer, kind text, status_from text, status_to text,
    at timestamptz, actor_role text, actor_id bigint, actor_name text, organisation bigint,
    details jsonb, is_public boolean
) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(coalesce(previous, ''::bytea) || convert_to(jsonb_build_array(
        appeal, sequence, kind, status_from, status_to,
        to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        actor_role, actor_id, actor_name, organisation, details, is_public)::text, 'UTF8'))
$$
"""

JOURNAL_APPEND = """
CREATE FUNCTION journal_append(appeal bigint, live text, records jsonb) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
    record jsonb;
    last_sequence integer;
    last_hash bytea;
    moment timestamptz;
    event_id bigint;
BEGIN
    SELECT e.sequence, e.hash, e.at INTO last_sequence, last_hash, moment
    FROM appeals_event e WHERE e.appeal_id = appeal ORDER BY e.sequence DESC LIMIT 1;
    last_sequence := coalesce(last_sequence, 0);
    FOR record IN SELECT * FROM jsonb_array_elements(records) LOOP
        -- The database's clock, and never back.
        moment := greatest(clock_timestamp(), moment + interval '1 microsecond');
        last_sequence := last_sequence + 1;
        last_hash := event_digest(
            last_hash, appeal, last_sequence, record->>'kind', record->>'from', record->>'to',
            moment, record->>'role', (record->>'actor')::bigint, record->>'name',
            (record->>'organisation')::bigint, record->'details', (record->>'public')::boolean);
        INSERT INTO appeals_event (
            appeal_id, sequence, kind, status_from, status_to, at, actor_role, actor_id,
            actor_name, organisation_id, details, is_public, hash)
        VALUES (
            appeal, last_sequence, record->>'kind', record->>'from', record->>'to', moment,
            record->>'role', (record->>'actor')::bigint, record->>'name',
            (record->>'organisation')::bigint, record->'details',
            (record->>'public')::boolean, last_hash)
        RETURNING id INTO event_id;
        INSERT INTO public.tenants_outbox (topic, payload) VALUES ('appeal', jsonb_build_object(
            'event', event_id, 'appeal', appeal, 'kind', record->>'kind', 'at', moment,
            'from', record->>'from', 'to', record->>'to',
            'organisation', record->'organisation', 'was_with', record->'was_with'));
        IF live <> '' AND (record->>'public')::boolean THEN
            PERFORM pg_notify('otklik_live', split_part(live, '|', 1) || '|' || jsonb_build_object(
                'n', split_part(live, '|', 2), 's', record->>'to', 'c', record->>'colour',
                't', to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                'e', record->>'kind', 'q', last_sequence)::text);
        END IF;
    END LOOP;
    RETURN last_sequence;
END $$
"""

# Everything that filing must read, as one function whose plans each connection keeps: asked by the
# ORM these were four statements, and building and planning them took most of a filing's time.
FILING_FACTS = """
CREATE FUNCTION filing_facts(key text, theme text, place bigint, today date) RETURNS jsonb
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
        'service', c.service, 'terms', c.terms, 'is_emergency', c.is_emergency))
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
            'agreement_number', o.agreement_number, 'staffed', EXISTS (
                SELECT FROM appeals_member m JOIN accounts_user u ON u.id = m.user_id
                WHERE m.organisation_id = o.id AND m.is_active AND u.is_active)))
        FROM appeals_organisation o WHERE o.id IN (
            SELECT (line->>'organisation')::bigint
            FROM jsonb_array_elements((facts->'servings') || (facts->'rules')) line)), '[]'));
END $$
"""

KEEP_JOURNAL = """
CREATE FUNCTION keep_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'insufficient_privilege';
END $$
"""
KEEP_JOURNAL_TRIGGER = """
CREATE TRIGGER keep_journal BEFORE UPDATE OR DELETE ON appeals_event
FOR EACH ROW EXECUTE FUNCTION keep_journal()
"""
# Rights come first, the trigger is the second line.
REVOKE = """
DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE ON appeals_event FROM %I', 't_' || current_schema());
    EXECUTE format('REVOKE EXECUTE ON FUNCTION next_serial(integer) FROM PUBLIC');
    EXECUTE format('GRANT EXECUTE ON FUNCTION next_serial(integer) TO %I', 't_' || current_schema());
END $$
"""


class Migration(migrations.Migration):
    """Functions, trigger, rights."""

    dependencies = [("appeals", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [
                NEXT_SERIAL,
                EVENT_DIGEST,
                JOURNAL_APPEND,
                FILING_FACTS,
                KEEP_JOURNAL,
                KEEP_JOURNAL_TRIGGER,
                REVOKE,
            ],
            migrations.RunSQL.noop,
        )
    ]
