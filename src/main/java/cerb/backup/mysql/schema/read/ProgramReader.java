package cerb.backup.mysql.schema.read;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.StoredObject;
import cerb.backup.mysql.schema.StoredObject.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads libraries, triggers, routines and events of the session's schema, each with the session settings it was made in. */
final class ProgramReader {
    private static final String LIBRARIES = "\n    USING (";

    private final Session session;

    ProgramReader(Session session) {
        this.session = session;
    }

    List<StoredObject> read(Predicate<String> includedTable) {
        List<StoredObject> programs = new ArrayList<>();
        Libraries.in(session.schema(), session).forEach(name -> programs.add(library(name)));
        for (List<String> row : session.rows("SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA=DATABASE() ORDER BY ROUTINE_TYPE, ROUTINE_NAME")) {
            Kind kind = Kind.valueOf(row.get(0).replace(' ', '_'));
            programs.add(routine(kind, row.get(1)));
        }
        for (List<String> row : session.rows("""
                SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA=DATABASE()
                ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER""")) {
            if (includedTable.test(row.get(1))) {
                List<String> made = create(Kind.TRIGGER, row.get(0));
                programs.add(new StoredObject(Kind.TRIGGER, row.get(0), TriggerSql.withoutQualifiers(made.get(2)), made.get(1), made.get(3), made.get(4), made.get(5), null, null));
            }
        }
        for (List<String> row : session.rows("""
                SELECT EVENT_NAME, IF(STATUS='ENABLED', NULL, UNIX_TIMESTAMP(CREATED))
                FROM information_schema.EVENTS WHERE EVENT_SCHEMA=DATABASE() ORDER BY EVENT_NAME""")) {
            List<String> made = create(Kind.EVENT, row.get(0));
            programs.add(new StoredObject(Kind.EVENT, row.get(0), made.get(3), made.get(1), made.get(4), made.get(5), made.get(6), made.get(2), row.get(1)));
        }
        return programs;
    }

    /** The server keeps no client's settings with it. */
    private StoredObject library(String name) {
        List<String> made = create(Kind.LIBRARY, name);
        return new StoredObject(Kind.LIBRARY, name, made.get(2), made.get(1), "utf8mb4", "utf8mb4_bin", session.value("SELECT @@collation_database").orElseThrow(), null, null);
    }

    private StoredObject routine(Kind kind, String name) {
        List<String> made = create(kind, name);
        return new StoredObject(kind, name, ofSameLibraries(made.get(2)), made.get(1), made.get(3), made.get(4), made.get(5), null, null);
    }

    /** A routine in another language names its libraries with their schema, before its body. */
    private String ofSameLibraries(String ddl) {
        int libraries = ddl == null ? -1 : ddl.indexOf(LIBRARIES);
        int body = libraries < 0 ? -1 : ddl.indexOf("\nAS $", libraries);
        return body < 0 ? ddl : PrintedSql.withoutQualifier(ddl.substring(0, body), session.schema()) + ddl.substring(body);
    }

    private List<String> create(Kind kind, String name) {
        return PrintedSql.row(session, "SHOW CREATE " + kind.sql() + " " + Identifier.quote(name));
    }
}
