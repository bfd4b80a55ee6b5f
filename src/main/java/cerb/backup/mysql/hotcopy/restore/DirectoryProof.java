package cerb.backup.mysql.hotcopy.restore;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.UnfitServerException;
import cerb.backup.mysql.hotcopy.files.DataDirectory;
import cerb.backup.mysql.privilege.Privileges;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Proves that a directory is the target server's: what that server has just made appears in it. Paths prove nothing, since a server behind a port of this machine, in a container or at
 * the end of a tunnel, names the same path as the one that runs here, whose live files would be written over.
 *
 * <p>What is made has a random name and is dropped again: a schema; where the account may make none but the target's, that one, or a table in it if it is there. It is kept out
 * of the binlog, because a replica would make it too, and its directory would pass for the server's.
 */
final class DirectoryProof {
    private final DatabaseAddress target;
    private final DataDirectory directory;
    private final String name = "cerb_backup_place_" + UUID.randomUUID().toString().substring(0, 13).replace('-', '_');

    DirectoryProof(DatabaseAddress target, DataDirectory directory) {
        this.target = target;
        this.directory = directory;
    }

    /** Throws where the directory is another server's, or it cannot be told. At the target nothing stays of it. */
    void demand() {
        try (Session session = new Connections(target.withSchema("")).open()) {
            demandUnlogged(session);
            Privileges privileges = Privileges.of(session);
            if (privileges.allow("CREATE", "*.*") && privileges.allow("DROP", "*.*")) {
                make(session, name);
            } else if (session.rows("SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME=" + Identifier.literal(target.schema())).isEmpty()) {
                if (directory.holds(target.schema())) {
                    throw foreign("a schema " + target.schema() + ", and the server has none");
                }
                make(session, target.schema());
            } else {
                makeTable(session, directory.schema(target.schema()));
            }
        }
    }

    /** A replica of MySQL has another id in its directory, so the directory is known for another's already. */
    private void demandUnlogged(Session session) {
        if (Binlog.leave(session) == Binlog.KEPT && session.server().isMariaDb()) {
            throw new UnfitServerException("whether " + directory + " is the directory of the server at " + target + ", and not that of a replica, cannot be told: the account may not keep "
                + "what would prove it out of the binlog", "Restore as an account that has BINLOG ADMIN ON *.*, or choose a recovery point taken with dump.method=sql. Nothing has been changed.");
        }
    }

    private void make(Session session, String schema) {
        session.execute("CREATE DATABASE " + Identifier.quote(schema));
        try {
            if (!directory.holds(schema)) {
                throw foreign("nothing of a schema that the server has just made");
            }
        } finally {
            session.execute("DROP DATABASE " + Identifier.quote(schema));
        }
    }

    private void makeTable(Session session, Path schema) {
        String table = Identifier.quote(target.schema()) + "." + Identifier.quote(name);
        session.execute("CREATE TABLE " + table + " (id INT) ENGINE=InnoDB");
        try {
            if (DataDirectory.list(schema).noneMatch(file -> file.endsWith(name + ".ibd"))) {
                throw foreign("nothing of a table that the server has just made");
            }
        } finally {
            session.execute("DROP TABLE " + table);
        }
    }

    private RuntimeException foreign(String has) {
        return DataDirectory.unreachable(Path.of(directory.toString()), "is another server's: it has " + has);
    }
}
