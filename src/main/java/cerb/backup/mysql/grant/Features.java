package cerb.backup.mysql.grant;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import java.util.List;

/**
 * What a backup is to do, as far as privileges depend on it.
 *
 * @param replica  whether the server is a replica, whose lag and source are to be known
 * @param accounts whether accounts and grants are dumped too
 * @param hotcopy  whether the data files themselves are copied
 */
public record Features(boolean replica, boolean accounts, boolean hotcopy) {
    /** Whether the server is a replica is asked of it. */
    public static Features ask(Session session, boolean accounts, boolean hotcopy) {
        return new Features(isReplica(session), accounts, hotcopy);
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
