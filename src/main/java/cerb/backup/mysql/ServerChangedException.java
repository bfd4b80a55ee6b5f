package cerb.backup.mysql;

/** Another server answered at the same address than did before: a failover, or a proxy that spreads sessions. What was read of the one says nothing of the other. */
public final class ServerChangedException extends DatabaseException {
    /** Both servers as they name themselves. */
    ServerChangedException(DatabaseAddress address, String before, String now) {
        super("connecting to " + address + " led to another server than before: to " + now + " instead of " + before,
            "Start the dump again; where a proxy spreads sessions over several servers, let database.host name one of them.");
    }
}
