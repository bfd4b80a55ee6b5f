package cerb.backup.operation.drill.server;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.load.target.Contents;
import cerb.backup.mysql.load.target.Target;
import cerb.backup.operation.drill.scratch.Leftovers;
import cerb.backup.operation.drill.scratch.RefusedException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A schema on a server that is there already. Another drill, or a person, may want the same one: it is dropped only if this drill has made it, or has begun to load into it. Thread-safe. */
public final class GivenServer implements DrillServer {
    private static final String OTHER_SCHEMA = "Name a schema that does not exist.";

    private final DatabaseAddress schema;
    private volatile boolean ours;

    private GivenServer(DatabaseAddress schema) {
        this.schema = schema;
    }

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
            demandEmpty(schema);
            return new GivenServer(schema);
        } catch (DatabaseException e) {
            throw new RefusedException("its server cannot be used: " + e.getMessage(), e.remedy(), e);
        }
    }

    private static void demandEmpty(DatabaseAddress schema) {
        Contents contents = Target.replaced(schema, Set.of()).contents();
        if (!contents.isEmpty()) {
            throw new RefusedException("the schema " + schema + " is not empty: it holds " + contents.summary(), OTHER_SCHEMA);
        }
    }

    /** Where the server keeps the schema; empty where that is not on this machine, or not known to be. */
    public Optional<Path> dataDirectory() {
        return Target.dataDirectory(schema);
    }

    /**
     * Makes a schema of the drill's own name.
     *
     * @throws RefusedException if it cannot be made, or is there: then it is somebody else's
     */
    public void make() {
        try (Session session = new Connections(schema.withSchema("")).open()) {
            session.execute("CREATE DATABASE " + Identifier.quote(schema.schema()));
            ours = true;
        } catch (DatabaseException e) {
            throw new RefusedException("its schema cannot be made: " + e.getMessage(), "Grant the user of drill.database.user CREATE and DROP there.", e);
        }
    }

    /**
     * Has a load claim the schema: what it holds from then on is the drill's.
     *
     * @throws RefusedException if somebody has filled it since it was looked at, be it with a restore of the same recovery point that has not ended
     */
    public <T> T load(Function<Target.Claim, T> load) {
        try {
            return load.apply(this::claim);
        } catch (DatabaseException e) {
            if (!ours) {
                demandEmpty(schema);
            }
            throw e;
        }
    }

    private void claim(boolean goesOn) {
        if (goesOn) {
            throw new RefusedException("the schema " + schema + " holds an unfinished restore of the same recovery point", OTHER_SCHEMA);
        }
        ours = true;
    }

    @Override
    public DatabaseAddress schema() {
        return schema;
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
        if (ours) {
            Leftovers.drop(schema, schema.schema());
        }
    }
}
