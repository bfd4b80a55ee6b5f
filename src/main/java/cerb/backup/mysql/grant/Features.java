package cerb.backup.mysql.grant;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import java.util.List;

/**
 * What a backup is to do, as far as privileges depend on it.
 *
 * @param nonTransactional whether the schema has tables that no snapshot holds, so that they must be locked while they are read
 * @param replica          whether the server is a replica, whose lag and source are to be known
 * @param accounts         whether accounts and grants are dumped too
 * @param hotcopy          whether the data files themselves are copied
 */
public record Features(boolean nonTransactional, boolean replica, boolean accounts, boolean hotcopy) {
    /** What the server has to be asked is asked of it; the account must see the schema, or its tables cannot be known. */
    public static Features ask(Session session, String schema, boolean accounts, boolean hotcopy) {
        String others = "SELECT COUNT(*) FROM information_schema.TABLES t JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE "
                + "WHERE t.TABLE_TYPE = 'BASE TABLE' AND COALESCE(e.TRANSACTIONS, 'NO') <> 'YES' AND t.TABLE_SCHEMA = " + Identifier.literal(schema);
        return new Features(!session.value(others).orElse("0").equals("0"), isReplica(session), accounts, hotcopy);
    }

    private static boolean isReplica(Session session) {
        DatabaseException refusal = null;
        for (String statement : List.of("SHOW REPLICA STATUS", "SHOW SLAVE STATUS")) {
            try {
                return !session.row(statement).isEmpty();
            } catch (DatabaseException e) {
                refusal = e;
            }
        }
        if (refusal.errorCode() == 0) {
            throw refusal;
        }
        // Who may not ask cannot know; one that is a replica is then found out by whoever may.
        return false;
    }
}
