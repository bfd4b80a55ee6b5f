package cerb.backup.mysql.hotcopy.restore;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.UnfitServerException;
import java.util.List;

/**
 * Who else applies what the target server executes: the other nodes of its cluster or group, and its replicas. Files reach none of them.
 *
 * <p>A replica that were told to discard and import would find no file, and stop, for all schemas. So these statements, and what changes the imported rows, are kept out of the binlog where
 * the account may: a replica then has the tables without rows, and goes on until an event wants one of them.
 */
final class Followers {
    private static final String REMEDY = "Restore to a server that runs alone, or choose a recovery point taken with dump.method=sql.";

    private static final String GROUP = "SELECT MEMBER_ID FROM performance_schema.replication_group_members";

    private final Session session;

    Followers(Session session) {
        this.session = session;
    }

    /** Refuses a node of a Galera cluster and a member of a replication group: the other nodes would differ. */
    void demandNoCluster() {
        if (session.rows("SHOW VARIABLES LIKE 'wsrep\\_on'").stream().anyMatch(row -> row.get(1).equals("ON"))) {
            throw refused("it is a node of a cluster (wsrep_on), whose other nodes would have the tables without rows", REMEDY);
        }
        if (!session.server().isMariaDb()) {
            demandNoGroup();
        }
    }

    /** A server that was only told the name of a group is alone as yet: a group that was lost is begun anew from such a one. */
    private void demandNoGroup() {
        if (!maySeeGroup()) {
            demandNoGroupName();
        } else if (!session.rows(GROUP + " WHERE MEMBER_STATE<>'OFFLINE'").isEmpty()) {
            throw refused("it is a member of a replication group, whose other members would have the tables without rows",
                "Stop group replication on all members, restore to one, begin the group with that one, and set the others up anew from it; or choose a recovery point taken with dump.method=sql.");
        }
    }

    private boolean maySeeGroup() {
        try {
            session.rows(GROUP);
            return true;
        } catch (DatabaseException e) {
            if (ErrorCode.READING_DENIED.contains(e.errorCode())) {
                return false;
            }
            throw e;
        }
    }

    private void demandNoGroupName() {
        if (session.rows("SHOW VARIABLES LIKE 'group\\_replication\\_group\\_name'").stream().anyMatch(row -> !row.get(1).isEmpty())) {
            throw refused("it may be a member of a replication group (group_replication_group_name), whose other members would have the tables without rows",
                "Restore as an account that may read performance_schema.replication_group_members, to a server that runs alone; or choose a recovery point taken with dump.method=sql.");
        }
    }

    private static UnfitServerException refused(String why, String remedy) {
        return new UnfitServerException("this server cannot take the copied files: " + why, remedy + " Nothing has been changed.");
    }

    /** What whoever restores has to know of the server's replicas, a sentence at most. */
    List<String> notices() {
        Binlog binlog = Binlog.leave(session);
        if (binlog == Binlog.ABSENT) {
            return List.of();
        }
        long replicas = session.rows("SHOW PROCESSLIST").stream().filter(row -> row.get(4) != null && row.get(4).startsWith("Binlog Dump")).count();
        String who = replicas == 0 ? "a replica of this server, if it has one, and whoever replays its binlog, gets" : replicas == 1 ? "the replica of this server gets" : "the " + replicas + " replicas of this server get";
        String then = binlog == Binlog.LEFT ? "" : ", and stops at the statements that take the files in, since the account may not keep these out of the binlog";
        return List.of(who + " the restored tables without rows, because files are in no binlog" + then + ": set replicas up anew from this server afterwards, or restore a recovery point taken with dump.method=sql");
    }
}
