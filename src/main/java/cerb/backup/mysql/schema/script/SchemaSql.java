package cerb.backup.mysql.schema.script;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.SchemaDefaults;
import cerb.backup.mysql.schema.SchemaDefinition;
import cerb.backup.mysql.schema.Sequence;
import cerb.backup.mysql.schema.StoredObject;
import cerb.backup.mysql.schema.View;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a schema's definition as SQL, without the schema's name. Thread-safe. */
public final class SchemaSql {
    private final SchemaDefinition schema;
    private final SchemaDefaults defaults;
    private final List<String> resets;

    /** {@code defaults} are the schema's. */
    public SchemaSql(SchemaDefinition schema, SchemaDefaults defaults, List<String> resets) {
        this.schema = schema;
        this.defaults = defaults;
        this.resets = resets;
    }

    /** {@code schema.sql}: sequences, tables, and stand-ins for views, so that whatever refers to a view finds its columns. */
    public byte[] tables() {
        SqlScript script = new SqlScript();
        script.statement(SqlScript.DEFINITIONS);
        script.statement(defaults.alterDatabase());
        schema.sequences().forEach(sequence -> script.statement(sequence.ddl()));
        schema.tables().forEach(table -> script.statement(table.ddl()));
        schema.views().stream().filter(View::isValid).forEach(view -> script.statement(standIn(view)));
        return script.bytes();
    }

    private static String standIn(View view) {
        return "CREATE VIEW " + Identifier.quote(view.definition().name()) + " AS SELECT "
            + view.columns().stream().map(column -> "1 AS " + Identifier.quote(column)).collect(Collectors.joining(", "));
    }

    /** {@code post.sql}: what changes because rows were left out, before there is a trigger that hears of it; the sequences' values, libraries, routines, views in the order of their dependencies, triggers, events. */
    public byte[] programs(Session session) {
        SqlScript script = new SqlScript();
        resets.forEach(script::statement);
        schema.sequences().forEach(sequence -> script.statement(nextValue(sequence, session)));
        programs(script, StoredObject.Kind.LIBRARY, StoredObject.Kind.FUNCTION, StoredObject.Kind.PROCEDURE, StoredObject.Kind.PACKAGE, StoredObject.Kind.PACKAGE_BODY);
        ViewOrder.sort(schema.views()).forEach(view -> view(script, view));
        programs(script, StoredObject.Kind.TRIGGER, StoredObject.Kind.EVENT);
        return script.bytes();
    }

    /** Read late: a sequence may run ahead of the dump's point in time, but never behind the rows. */
    private static String nextValue(Sequence sequence, Session session) {
        String name = Identifier.quote(sequence.name());
        List<String> position = session.rows("SELECT next_not_cached_value, cycle_count FROM " + name).get(0);
        return "DO SETVAL(" + name + ", " + position.get(0) + ", 0, " + position.get(1) + ")";
    }

    private void programs(SqlScript script, StoredObject.Kind... kinds) {
        for (StoredObject.Kind kind : kinds) {
            schema.programs().stream().filter(program -> program.kind() == kind).forEach(program -> program(script, program));
        }
    }

    private void view(SqlScript script, View view) {
        StoredObject definition = view.definition();
        if (!view.isValid()) {
            script.comment("This view " + view.problem() + ", and cannot be made: " + definition.ddl());
            return;
        }
        script.statement("DROP VIEW " + Identifier.quote(definition.name()));
        script.statement(clientSettings(definition));
        script.body(definition.ddl());
        script.statement("SET NAMES utf8mb4");
    }

    private void program(SqlScript script, StoredObject program) {
        if (!program.isReadable()) {
            script.comment("The " + program.description() + " is missing: its body could not be seen by the account that dumped it.");
            return;
        }
        boolean otherCollation = !defaults.collation().equals(program.dbCollation());
        if (otherCollation) {
            script.statement("ALTER DATABASE COLLATE " + program.dbCollation());
        }
        script.statement(clientSettings(program) + ", sql_mode=" + Identifier.literal(program.sqlMode())
            + (program.timeZone() == null ? "" : ", time_zone=" + Identifier.literal(program.timeZone()))
            + (program.made() == null ? "" : ", timestamp=" + program.made()));
        script.body(program.ddl());
        script.statement("SET NAMES utf8mb4");
        script.statement("SET SESSION sql_mode='NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES', time_zone='+00:00', timestamp=DEFAULT");
        if (otherCollation) {
            script.statement(defaults.alterDatabase());
        }
    }

    /**
     * The character set it was made with, unless our UTF-8 text would be misread in it; literals get their character set from the
     * connection's either way.
     */
    private static String clientSettings(StoredObject object) {
        boolean readable = object.charset().startsWith("utf8") || object.ddl().chars().allMatch(c -> c < 0x80);
        return "SET SESSION character_set_client=" + (readable ? object.charset() : "utf8mb4") + ", collation_connection=" + object.collation();
    }

    /** Routines whose bodies the account may not see, such as {@code procedure p}. */
    public List<String> unreadablePrograms() {
        return schema.programs().stream().filter(program -> !program.isReadable()).map(StoredObject::description).toList();
    }

    /** Views that the server has and the dump cannot make again, one sentence each. */
    public List<String> invalidViews() {
        return schema.views().stream().filter(view -> !view.isValid() && !view.dead())
            .map(view -> view.told() + "; its definition is kept as a comment. Mend it, or leave it out with database.exclude").toList();
    }

    /** Views that nobody can use on the server either, one sentence each. */
    public List<String> deadViews() {
        return schema.views().stream().filter(View::dead)
            .map(view -> view.told() + "; the dump lacks nothing that is there, and keeps its definition as a comment. Mend it, drop it, or leave it out with database.exclude").toList();
    }
}
