"""Practice appeals, apart from real ones: what may never mix, the database itself refuses.

A practice appeal stays one, is never public, has serials of its own, belongs to an organisation in
its trial alone, and nothing is announced of it. Its journal alone may ever be deleted.
"""

from django.db import migrations, models

# As in 0002, from a sequence of its own: practice never eats a real number.
NEXT_TRIAL_SERIAL = """
CREATE FUNCTION next_trial_serial(year integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE name text := format('%I.appeal_trial_serial_%s', split_part(
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

# As in 0002; what is not `announced` reaches no outbox: neither counters nor letters nor waves.
JOURNAL_APPEND = """
CREATE FUNCTION journal_append(
    appeal bigint, live text, records jsonb, announced boolean DEFAULT true
) RETURNS integer LANGUAGE plpgsql AS $$
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
        CONTINUE WHEN NOT announced;
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

STAYS = """
CREATE FUNCTION trial_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a practice appeal never becomes real, nor a real one practice'
        USING ERRCODE = 'check_violation';
END $$
"""
# An organisation in its trial works practice alone, every other real appeals alone. What is done
# with already, an imported history, may name whom it likes.
APART = """
CREATE FUNCTION trial_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.is_trial <> EXISTS (
        SELECT FROM appeals_organisation WHERE id = NEW.organisation_id AND stage = 'trial'
    ) THEN
        RAISE EXCEPTION 'practice is worked in a trial, real appeals are not'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""
# Whoever leaves the trial leaves its practice behind; nobody enters it with residents' appeals open.
LEAVES = """
CREATE FUNCTION trial_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.stage = 'trial' AND EXISTS (
        SELECT FROM appeals_appeal WHERE is_trial AND organisation_id = NEW.id
    ) THEN
        RAISE EXCEPTION 'practice must be purged before the trial ends'
            USING ERRCODE = 'check_violation';
    ELSIF NEW.stage = 'trial' AND EXISTS (
        SELECT FROM appeals_appeal WHERE NOT is_trial AND organisation_id = NEW.id
        AND status IN ({open})
    ) THEN
        RAISE EXCEPTION 'an organisation with open appeals cannot enter a trial'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""
KEEP_JOURNAL = """
CREATE OR REPLACE FUNCTION keep_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Of practice nothing must be kept; rights to delete has the purge alone (organisations 0003).
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM appeals_appeal a WHERE a.id = OLD.appeal_id AND a.is_trial
    ) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'insufficient_privilege';
END $$
"""
_OPEN = (
    "'registered', 'assigned', 'accepted', 'crew_dispatched', 'split', 'needs_information', "
    "'postponed', 'returned', 'reopened'"
)
TRIGGERS = [
    """
    CREATE TRIGGER trial_stays BEFORE UPDATE OF is_trial ON appeals_appeal FOR EACH ROW
    WHEN (OLD.is_trial IS DISTINCT FROM NEW.is_trial) EXECUTE FUNCTION trial_stays()
    """,
    f"""
    CREATE TRIGGER trial_filed BEFORE INSERT ON appeals_appeal FOR EACH ROW
    WHEN (NEW.organisation_id IS NOT NULL AND (NEW.is_trial OR NEW.status IN ({_OPEN})))
    EXECUTE FUNCTION trial_apart()
    """,
    f"""
    CREATE TRIGGER trial_handed BEFORE UPDATE OF organisation_id ON appeals_appeal FOR EACH ROW
    WHEN (NEW.organisation_id IS NOT NULL AND OLD.organisation_id IS DISTINCT FROM NEW.organisation_id
        AND (NEW.is_trial OR NEW.status IN ({_OPEN})))
    EXECUTE FUNCTION trial_apart()
    """,
    """
    CREATE TRIGGER trial_leaves BEFORE UPDATE OF stage ON appeals_organisation FOR EACH ROW
    WHEN (OLD.stage <> NEW.stage AND 'trial' IN (OLD.stage, NEW.stage))
    EXECUTE FUNCTION trial_leaves()
    """,
]
RIGHTS = """
DO $$ BEGIN
    EXECUTE format('REVOKE EXECUTE ON FUNCTION next_trial_serial(integer) FROM PUBLIC');
    EXECUTE format(
        'GRANT EXECUTE ON FUNCTION next_trial_serial(integer) TO %I', 't_' || current_schema());
END $$
"""


class Migration(migrations.Migration):
    """The column, its numbers, its constraints, its triggers."""

    dependencies = [("appeals", "0023_agreements")]
    operations = [
        migrations.AddField(
            model_name="appeal",
            name="is_trial",
            field=models.BooleanField(db_default=False, default=False, verbose_name="учебное"),
        ),
        migrations.RemoveConstraint(model_name="appeal", name="appeal_number"),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_trial", False)),
                fields=("year", "serial"),
                name="appeal_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_trial", True)),
                fields=("year", "serial"),
                name="appeal_trial_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_public", True), ("is_trial", True), _negated=True),
                name="appeal_trial_is_hidden",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("is_trial", True)),
                fields=["organisation"],
                name="appeal_trial",
            ),
        ),
        migrations.RunSQL(
            [
                NEXT_TRIAL_SERIAL,
                "DROP FUNCTION journal_append(bigint, text, jsonb)",
                JOURNAL_APPEND,
                STAYS,
                APART,
                LEAVES.format(open=_OPEN),
                KEEP_JOURNAL,
                *TRIGGERS,
                RIGHTS,
            ],
            migrations.RunSQL.noop,
        ),
    ]
