package cerb.backup.operation.drill.server;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Server;
import cerb.backup.mysql.Session;

/** A server with a schema for one drill; closing it removes what the drill has put there. */
public sealed interface DrillServer extends AutoCloseable permits GivenServer, PrivateServer {
    /** The schema. */
    DatabaseAddress schema();

    /** Removes the schema, if it is the drill's, or the whole server. */
    @Override
    void close();

    /** What it is, such as {@code MARIADB 11.4.5}. */
    default String describe() {
        try (Session session = new Connections(schema().withSchema("")).open()) {
            Server server = session.server();
            return server.flavour() + " " + server.version();
        }
    }
}
