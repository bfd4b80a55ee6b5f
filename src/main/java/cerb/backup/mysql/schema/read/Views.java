package cerb.backup.mysql.schema.read;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.privilege.AccountName;
import cerb.backup.mysql.schema.StoredObject;
import cerb.backup.mysql.schema.View;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads views, and finds out what is wrong with those whose columns the server does not tell. Servers answer all of these alike ({@link ErrorCode#ER_VIEW_INVALID}: invalid table,
 * column or function, or missing rights); the statement of the view alone, prepared and not executed, is refused with the one reason.
 */
final class Views {
    private final Session session;

    Views(Session session) {
        this.session = session;
    }

    View read(String name) {
        List<String> row = PrintedSql.row(session, "SHOW CREATE VIEW " + Identifier.quote(name));
        // Servers print the schema's name where a view also uses another schema, or its definer is gone; elsewhere it would read the wrong tables.
        String ddl = PrintedSql.withoutQualifier(row.get(1), session.schema());
        StoredObject definition = new StoredObject(StoredObject.Kind.VIEW, name, ddl, null, row.get(2), row.get(3), null, null, null);
        try {
            return new View(definition, session.rows("SHOW COLUMNS FROM " + Identifier.quote(name)).stream().map(column -> column.get(0)).toList(), null, false);
        } catch (DatabaseException e) {
            return broken(definition, reason(name, e));
        }
    }

    private DatabaseException reason(String name, DatabaseException told) {
        if (told.errorCode() != ErrorCode.ER_VIEW_INVALID) {
            return told;
        }
        try {
            List<String> select = PrintedSql.row(session, "SELECT VIEW_DEFINITION FROM information_schema.VIEWS WHERE TABLE_SCHEMA=DATABASE() AND TABLE_NAME=" + Identifier.literal(name));
            session.execute("PREPARE cerb_backup_view FROM " + Identifier.literal(select.get(0)));
            session.execute("DEALLOCATE PREPARE cerb_backup_view");
            // it is the definer who may not
            return told;
        } catch (DatabaseException e) {
            return e;
        }
    }

    private View broken(StoredObject definition, DatabaseException reason) {
        // MariaDB asks for EXECUTE to tell the columns of a view
        String why = reason.errorCode() == ErrorCode.ER_PROCACCESS_DENIED_ERROR
                ? "calls a routine that the account may not execute; run: GRANT EXECUTE ON " + Identifier.quote(session.schema()) + ".* TO " + AccountName.of(session).sql()
                : "cannot be opened by the server: " + reason.getCause().getMessage();
        return new View(definition, List.of(), why, ErrorCode.GONE_FROM_VIEW.contains(reason.errorCode()));
    }

    /** The same, where what is broken because it reads a dead view is dead, too. */
    static List<View> markDead(List<View> views) {
        List<View> marked = new ArrayList<>(views);
        for (boolean changed = true; changed;) {
            List<View> dead = marked.stream().filter(View::dead).toList();
            marked.replaceAll(view -> view.isValid() || view.dead() || dead.stream().noneMatch(view::saysOf) ? view : new View(view.definition(), List.of(), view.problem(), true));
            changed = marked.stream().filter(View::dead).count() > dead.size();
        }
        return marked;
    }
}
