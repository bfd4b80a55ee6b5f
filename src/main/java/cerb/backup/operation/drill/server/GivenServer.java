package cerb.backup.operation.drill.server;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.load.target.Contents;
import cerb.backup.mysql.load.target.Target;
import cerb.backup.operation.drill.scratch.Leftovers;
import cerb.backup.operation.drill.scratch.RefusedException;
import java.util.Set;

/**
 * A schema on a server that is there already.
 *
 * @param schema the schema, which the drill has for itself
 */
public record GivenServer(DatabaseAddress schema) implements DrillServer {
    /**
     * Looks at a schema, and changes nothing.
     *
     * @param mayUseLive whether it may be on the live server
     * @throws RefusedException if the server cannot be reached, the schema holds something, or it is, or is beside, the live one
     */
    public static GivenServer demand(DatabaseAddress schema, DatabaseAddress live, boolean mayUseLive) {
        try (Session session = new Connections(schema.withSchema("")).open()) {
            if (isLive(session, schema, live)) {
                demandMayUseLive(schema, live, mayUseLive);
            }
            Contents contents = Target.replaced(schema, Set.of()).contents();
            if (!contents.isEmpty()) {
                throw new RefusedException("the schema " + schema + " is not empty: it holds " + contents.summary(), "Name a schema that does not exist.");
            }
            return new GivenServer(schema);
        } catch (DatabaseException e) {
            throw new RefusedException("its server cannot be used: " + e.getMessage(), e.remedy(), e);
        }
    }

    private static void demandMayUseLive(DatabaseAddress schema, DatabaseAddress live, boolean mayUseLive) {
        if (schema.schema().equalsIgnoreCase(live.schema())) {
            throw new RefusedException(schema + " is the live database", "Name another schema, or another server in drill.database.host.");
        }
        if (!mayUseLive) {
            throw new RefusedException(schema + " is on the live server, whose disk and memory the helpdesk needs",
                    "Name another server in drill.database.host; or set drill.database.live=true, to have a schema of the drill's own on the live server for a while.");
        }
    }

    /** A live server that is away is known by its address alone. */
    private static boolean isLive(Session session, DatabaseAddress schema, DatabaseAddress live) {
        try (Session other = new Connections(live.withSchema("")).open()) {
            return session.isSameServerAs(other);
        } catch (DatabaseException e) {
            return schema.socket().equals(live.socket()) && (!live.socket().isEmpty() || schema.host().equalsIgnoreCase(live.host()) && schema.port() == live.port());
        }
    }

    @Override
    public void close() {
        Leftovers.drop(schema, schema.schema());
    }
}
