"""What the database itself does: serials, the hash chain, appending to the journal, and guarding it.

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

# A volatile function: its query sees what the twin request committed while we waited for the lock.
CLAIM_INTAKE = """
CREATE FUNCTION claim_intake(key text) RETURNS TABLE (id bigint, digest text)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || key, 0));
    RETURN QUERY SELECT a.id, a.intake_digest FROM appeals_appeal a WHERE a.intake_key = key;
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
                CLAIM_INTAKE,
                KEEP_JOURNAL,
                KEEP_JOURNAL_TRIGGER,
                REVOKE,
            ],
            migrations.RunSQL.noop,
        )
    ]
