package cerb.backup.mysql.load.target;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Server;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.load.target.Contents.Thing;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The schema that is written to, and no second restore meanwhile; closing it lets others. Used by one thread. */
public final class Target implements AutoCloseable {
    private final DatabaseAddress address;
    private final Set<String> tables;
    private final boolean overwrite;
    private final Session session;

    /** Hears that the schema has been looked at, and is about to be written to. */
    @FunctionalInterface
    public interface Claim {
        /**
         * The schema is there, and the restore's from now on; nothing has been written or dropped yet. What is thrown ends the restore.
         *
         * @param goesOn whether it holds what a restore of the same dump has left; else it held nothing, or only what may be overwritten
         */
        void begun(boolean goesOn);
    }

    private Target(DatabaseAddress address, Set<String> tables, boolean overwrite, Session session) {
        this.address = address;
        this.tables = tables;
        this.overwrite = overwrite;
        this.session = session;
    }

    /**
     * Locks it; changes nothing yet.
     *
     * @param tables    what will be written to; empty for all
     * @param overwrite whether what is there may be dropped
     * @throws DatabaseException if another restore writes to it
     */
    public static Target open(DatabaseAddress address, Set<String> tables, boolean overwrite) {
        Session session = new Connections(address.withSchema("")).open();
        try {
            TargetLock.acquire(session, address);
            return new Target(address, tables, overwrite, session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** What a restore of these tables, or of all if there are none, would drop in a schema. Changes nothing. */
    public static Replaced replaced(DatabaseAddress address, Set<String> tables) {
        try (Session session = new Connections(address.withSchema("")).open()) {
            return new Replaced(inTheWay(Contents.of(session, address.schema()), tables), Marker.find(session, address.schema()).orElse(null));
        }
    }

    /** Where a server keeps what it is given; empty where that is not on this machine, or not known to be. */
    public static Optional<Path> dataDirectory(DatabaseAddress address) {
        try (Session session = new Connections(address.withSchema("")).open()) {
            return new Disk(session, address).directory();
        }
    }

    private static Contents inTheWay(Contents contents, Set<String> tables) {
        return contents.only(thing -> tables.isEmpty() || tables.stream().anyMatch(table -> contents.same(thing.name(), table)) && !thing.isProgram());
    }

    /**
     * Begins a restore: makes or empties the schema, and marks it. Throws if it holds something and may not be overwritten, or there is no room for {@code bytes}.
     *
     * @param identity as in {@link Outline}
     * @param dropped  called when the server has dropped what was in the way, before anything is made
     */
    public Marker prepare(String identity, long bytes, Claim claim, Runnable dropped) {
        Optional<Marker> marker = Marker.find(session, address.schema());
        Contents inTheWay = demand(identity, bytes, marker);
        // One that somebody else makes meanwhile fails this, and is not claimed.
        make(dropped);
        claim.begun(false);
        if (!inTheWay.isEmpty()) {
            empty(inTheWay, dropped);
        }
        if (!tables.isEmpty()) {
            marker.ifPresent(found -> found.drop(session));
        }
        return Marker.make(session, address.schema(), identity);
    }

    /** What is in the way, and may be dropped. */
    private Contents demand(String identity, long bytes, Optional<Marker> marker) {
        Contents inTheWay = inTheWay(contents(), tables);
        if (!tables.isEmpty() && marker.isPresent() && !marker.get().identity().equals(identity)) {
            // Without its marker a half-restored schema would pass for a whole one.
            throw refused("it holds " + marker.get(), "Finish that restore first, or name another schema. Where it is given up for good, drop its table " + Identifier.quote(Marker.TABLE)
                    + " first: what it has not restored stays as it is.");
        }
        if (!inTheWay.isEmpty() && !overwrite) {
            throw refused("it holds " + inTheWay.objects().size() + " objects already, such as " + inTheWay.objects().get(0).object() + marker.map(found -> ", and " + found).orElse(""),
                "Name an empty schema, or allow it to be overwritten with --overwrite" + (marker.filter(Marker::goesOn).isPresent() ? "; or go on with the restore of the same recovery point and tables." : "."));
        }
        new Disk(session, address).demandRoom(bytes, inTheWay.bytes());
        return inTheWay;
    }

    /**
     * Begins a restore, or goes on with one of the same dump that has not ended; with {@code overwrite} always begins.
     *
     * @throws DatabaseException if it holds something and may not be overwritten, or there is no room: nothing has been changed
     */
    public Begun begin(Outline outline, Claim claim) {
        demandOwnTriggers(outline);
        Optional<Marker> marker = own(outline);
        if (marker.isPresent()) {
            Unfinished unfinished = unfinished(marker.get(), outline);
            claim.begun(true);
            unfinished.tidy(contents());
            return new Begun(marker.get(), contents(), true);
        }
        return new Begun(prepare(outline.identity(), outline.bytes(), claim, () -> { }), contents().only(thing -> false), false);
    }

    /** Throws as {@link #begin} does; changes nothing. */
    public void demand(Outline outline) {
        demandOwnTriggers(outline);
        Optional<Marker> marker = own(outline);
        if (marker.isPresent()) {
            unfinished(marker.get(), outline);
        } else {
            demand(outline.identity(), outline.bytes(), Marker.find(session, address.schema()));
        }
    }

    /** Throws as {@link #prepare} does; changes nothing. */
    public void demand(String identity, long bytes) {
        demand(identity, bytes, Marker.find(session, address.schema()));
    }

    /** A trigger of the same name on a table that is not restored would keep ours from being made, or be dropped as ours when the restore goes on. */
    private void demandOwnTriggers(Outline outline) {
        if (tables.isEmpty()) {
            return;
        }
        Contents contents = contents();
        session.rows("SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA=" + Identifier.literal(address.schema())).forEach(row -> {
            boolean isOurs = tables.stream().anyMatch(table -> contents.same(row.get(1), table));
            if (!isOurs && outline.objects().contains("trigger " + Identifier.quote(row.get(0)))) {
                throw refused("its table " + Identifier.quote(row.get(1)) + " has a trigger of the name " + Identifier.quote(row.get(0)) + ", which a restored table has too",
                    "Drop or rename that trigger, or restore into another schema.");
            }
        });
    }

    /** Whether it holds what a restore of the same dump has left, with which this one goes on. */
    public boolean goesOn(Outline outline) {
        return own(outline).isPresent();
    }

    /** The server it is at. */
    public Server server() {
        return session.server();
    }

    /** Whether a restore would drop something. */
    public boolean drops(Outline outline) {
        return own(outline).isEmpty() && drops();
    }

    /** The same of a restore that never goes on. */
    public boolean drops() {
        return overwrite && !inTheWay(contents(), tables).isEmpty();
    }

    /** That of a restore of the same dump, with which this one goes on. */
    private Optional<Marker> own(Outline outline) {
        return Marker.find(session, address.schema()).filter(found -> found.identity().equals(outline.identity()) && !overwrite);
    }

    private Unfinished unfinished(Marker marker, Outline outline) {
        Unfinished unfinished = new Unfinished(session, marker, outline, tables.isEmpty());
        unfinished.stranger(contents()).ifPresent(stranger -> {
            throw refused("it holds " + marker + ", but besides its tables " + stranger,
                "Move or drop what is not the restore's, and restore again; or begin anew with --overwrite, which drops all.");
        });
        return unfinished;
    }

    private Contents contents() {
        return Contents.of(session, address.schema());
    }

    private DatabaseException refused(String why, String remedy) {
        return new DatabaseException("loading into " + address + " refused: " + why, remedy + " Nothing has been changed in the database.");
    }

    private void make(Runnable dropped) {
        // An account that may do everything in the schema may still not make one.
        if (session.rows("SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME=" + Identifier.literal(address.schema())).isEmpty()) {
            dropped.run();
            session.execute("CREATE DATABASE " + Identifier.quote(address.schema()));
        }
    }

    private void empty(Contents inTheWay, Runnable dropped) {
        if (tables.isEmpty()) {
            session.execute("DROP DATABASE " + Identifier.quote(address.schema()));
            make(dropped);
        } else {
            session.execute("SET SESSION foreign_key_checks=0");
            inTheWay.objects().forEach(this::drop);
            dropped.run();
        }
    }

    private void drop(Thing thing) {
        session.execute("DROP " + thing.kind() + " " + Identifier.quote(address.schema()) + "." + Identifier.quote(thing.name()));
    }

    @Override
    public void close() {
        session.close();
    }
}
