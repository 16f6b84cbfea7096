"""What the map counts: the database itself notes every change of an appeal that the map can see.

The note is a delta in the change's own transaction, whatever made the change: an action, an import, a
hand in the console. Cities that live already begin with their appeals as deltas; folding does the rest.
"""

from django.db import migrations, models

# Red = in work, green = done, grey = counted apart (appeals.workflow; a test holds them equal).
COLOUR = """
CREATE FUNCTION map_colour(status text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN status IN ('resolved', 'confirmed', 'archived') THEN 'green'
                WHEN status IN ('rejected', 'duplicate') THEN 'grey' ELSE 'red' END
$$
"""
# Every second bit of a Morton code: its 24-bit column; of the code shifted by one: its row.
COLUMN = """
CREATE FUNCTION map_column(code bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (e | (e >> 16)) & 4294967295 FROM (
    SELECT (d | (d >> 8)) & 281470681808895 AS e FROM (
    SELECT (c | (c >> 4)) & 71777214294589695 AS d FROM (
    SELECT (b | (b >> 2)) & 1085102592571150095 AS c FROM (
    SELECT (a | (a >> 1)) & 3689348814741910323 AS b FROM (
    SELECT code & 6148914691236517205 AS a) v) w) x) y) z
$$
"""
NOTE = """
CREATE FUNCTION map_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO appeals_mapdelta (qk, category_id, registered_at, red, green, strict)
        SELECT qk, category_id, registered_at, (map_colour(status) = 'red')::integer,
            (map_colour(status) = 'green')::integer,
            (map_colour(status) = 'red' AND control_level > 0)::integer
        FROM added WHERE is_public AND qk IS NOT NULL AND map_colour(status) <> 'grey';
    ELSE
        INSERT INTO appeals_mapdelta (qk, category_id, registered_at, red, green, strict)
        SELECT qk, category_id, registered_at, -(map_colour(status) = 'red')::integer,
            -(map_colour(status) = 'green')::integer,
            -(map_colour(status) = 'red' AND control_level > 0)::integer
        FROM gone WHERE is_public AND qk IS NOT NULL AND map_colour(status) <> 'grey';
    END IF;
    RETURN NULL;
END $$
"""
# An update that only re-colours leaves one delta, one that moves or re-categorises two.
NOTE_CHANGE = """
CREATE FUNCTION map_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO appeals_mapdelta (qk, category_id, registered_at, red, green, strict)
    SELECT qk, category_id, registered_at, sum(sign * (colour = 'red')::integer),
        sum(sign * (colour = 'green')::integer),
        sum(sign * (colour = 'red' AND control_level > 0)::integer)
    FROM (VALUES
        (-1, OLD.qk, OLD.category_id, OLD.registered_at, map_colour(OLD.status),
            OLD.control_level, OLD.is_public),
        (1, NEW.qk, NEW.category_id, NEW.registered_at, map_colour(NEW.status),
            NEW.control_level, NEW.is_public)
    ) sides(sign, qk, category_id, registered_at, colour, control_level, is_public)
    WHERE is_public AND qk IS NOT NULL AND colour <> 'grey'
    GROUP BY qk, category_id, registered_at
    HAVING sum(sign * (colour = 'red')::integer) <> 0
        OR sum(sign * (colour = 'green')::integer) <> 0
        OR sum(sign * (colour = 'red' AND control_level > 0)::integer) <> 0;
    RETURN NULL;
END $$
"""
TRIGGERS = [
    """
    CREATE TRIGGER map_added AFTER INSERT ON appeals_appeal REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION map_note()
    """,
    """
    CREATE TRIGGER map_gone AFTER DELETE ON appeals_appeal REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION map_note()
    """,
    # By row and by condition: most updates change nothing the map can see, and those cost nothing.
    # A statement's trigger would have to keep every updated row to look for the few that matter.
    """
    CREATE TRIGGER map_changed AFTER UPDATE ON appeals_appeal FOR EACH ROW WHEN (
        OLD.status IS DISTINCT FROM NEW.status OR OLD.qk IS DISTINCT FROM NEW.qk
        OR OLD.category_id IS DISTINCT FROM NEW.category_id
        OR OLD.registered_at IS DISTINCT FROM NEW.registered_at
        OR OLD.is_public IS DISTINCT FROM NEW.is_public
        OR (OLD.control_level > 0) IS DISTINCT FROM (NEW.control_level > 0)
    ) EXECUTE FUNCTION map_note_change()
    """,
]
# Cells are updated in place all the time: room for that keeps their index as it is.
ROOM = "ALTER TABLE appeals_mapcell SET (fillfactor = 80)"
SEED = """
INSERT INTO appeals_mapdelta (qk, category_id, registered_at, red, green, strict)
SELECT qk, category_id, date_trunc('hour', registered_at),
    count(*) FILTER (WHERE map_colour(status) = 'red'),
    count(*) FILTER (WHERE map_colour(status) = 'green'),
    count(*) FILTER (WHERE map_colour(status) = 'red' AND control_level > 0)
FROM appeals_appeal WHERE is_public AND qk IS NOT NULL AND map_colour(status) <> 'grey'
GROUP BY 1, 2, 3
"""


class Migration(migrations.Migration):
    """Deltas, cells, triggers; the index the map walks; boundaries of districts."""

    dependencies = [("appeals", "0013_lean")]

    operations = [
        migrations.CreateModel(
            name="MapDelta",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("qk", models.BigIntegerField(verbose_name="код Мортона")),
                ("category_id", models.BigIntegerField()),
                ("registered_at", models.DateTimeField()),
                ("red", models.IntegerField()),
                ("green", models.IntegerField()),
                ("strict", models.IntegerField()),
            ],
            options={"db_table": "appeals_mapdelta"},
        ),
        migrations.CreateModel(
            name="MapCell",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "grain",
                        "level",
                        "category_id",
                        "cell",
                        "start",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("grain", models.TextField()),
                ("level", models.SmallIntegerField()),
                ("category_id", models.BigIntegerField(verbose_name="тема; 0: все")),
                ("cell", models.BigIntegerField(verbose_name="код Мортона на этом уровне")),
                ("start", models.DateField(verbose_name="первый день года или сам день")),
                ("red", models.IntegerField(default=0)),
                ("green", models.IntegerField(default=0)),
                ("strict", models.IntegerField(default=0)),
                ("x", models.BigIntegerField(default=0)),
                ("y", models.BigIntegerField(default=0)),
            ],
            options={
                "db_table": "appeals_mapcell",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("grain__in", ["year", "day"])), name="map_cell_grain"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="district",
            name="boundary",
            field=models.JSONField(db_default=[], default=list, verbose_name="граница"),
        ),
        migrations.AddField(
            model_name="district",
            name="boundary_source",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="откуда граница"
            ),
        ),
        migrations.RemoveIndex(model_name="appeal", name="appeal_qk"),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("qk__isnull", False)),
                fields=["qk"],
                include=(
                    "id",
                    "status_at",
                    "registered_at",
                    "category",
                    "status",
                    "control_level",
                    "is_public",
                ),
                name="appeal_qk",
            ),
        ),
        migrations.RunSQL(
            [COLOUR, COLUMN, NOTE, NOTE_CHANGE, *TRIGGERS, ROOM, SEED], migrations.RunSQL.noop
        ),
    ]
