package cerb.backup.mysql.dump;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DefinitionChangedException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Server;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.account.Accounts;
import cerb.backup.mysql.dump.report.Consistency;
import cerb.backup.mysql.dump.report.Reset;
import cerb.backup.mysql.dump.report.TableReport;
import cerb.backup.mysql.load.target.Marker;
import cerb.backup.mysql.privilege.AccountName;
import cerb.backup.mysql.privilege.Privileges;
import cerb.backup.mysql.schema.SchemaDefaults;
import cerb.backup.mysql.schema.SchemaDefinition;
import cerb.backup.mysql.schema.Table;
import cerb.backup.mysql.schema.read.SchemaReader;
import cerb.backup.mysql.schema.script.SchemaSql;
import cerb.backup.mysql.text.RowChecksum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The schema as it was before the point in time, and a session of its own, on no snapshot, to see whether it still is. */
public final class Source implements AutoCloseable {
    private static final String TABLES = "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA=DATABASE()";

    private final Session session;
    private final DumpOptions options;
    private final SchemaReader reader;
    private final SchemaDefinition definition;
    private final SchemaDefaults defaults;
    /** The tables that are dumped without their rows, or not at all. */
    private final List<String> leftOut;
    private final Accounts accounts;
    private final List<String> omissions = new ArrayList<>();
    /** Some are made while the rows are read, by other threads. */
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private boolean mayLock;

    private Source(Session session, DumpOptions options, DumpListener listener) {
        this.session = session;
        this.options = options;
        this.reader = new SchemaReader(session, options::contains);
        Privileges privileges = Privileges.of(session);
        // Before it is read: what an account may not see is left out, and what it may not read is an error without a remedy.
        privileges.requireForDump();
        this.defaults = reader.defaults();
        this.definition = reader.read();
        listener.definitionsRead(session.schema(), definition.tables().stream().map(Table::name).collect(Collectors.toSet()), options::contains);
        listener.rowsEstimated(tables().stream().mapToLong(table -> Math.max(0, table.dataBytes())).sum());
        this.leftOut = session.rows(TABLES).stream().map(row -> row.get(0)).filter(table -> options.isStructureOnly(table) || !options.contains(table)).toList();
        omissions.addAll(sql().invalidViews());
        notes.addAll(sql().deadViews());
        halfLoaded().ifPresent(omissions::add);
        definition.tables().stream().filter(Table::isElsewhere).filter(table -> !table.isWithoutRowsOfOthers())
                .forEach(table -> omissions.add("the rows of table " + table.name() + " are not its own (engine " + table.engine()
                + "); only its structure is dumped"));
        tables().stream().filter(Table::losesHistory).forEach(table -> omissions.add("the history of table " + table.name()
                + " is missing: it is told by transaction numbers of this server, which no other table can take over; only its current rows are dumped"));
        checkPrivileges(privileges);
        this.accounts = options.accounts() ? Accounts.of(session) : Accounts.notAskedFor();
        accounts.omission().ifPresent(omissions::add);
    }

    /** A schema that is being restored lacks rows, and nothing else tells that. */
    private Optional<String> halfLoaded() {
        return Marker.find(session, session.schema()).map(marker -> "the schema holds " + marker + ", and lacks what that has not loaded yet. Finish that restore by the same command"
                + (marker.goesOn() ? "" : ", with --overwrite") + "; or where it is given up for good, drop the table " + Identifier.quote(Marker.TABLE));
    }

    private void checkPrivileges(Privileges privileges) {
        mayLock = privileges.locksTables();
        List<String> unlocked = tables().stream().filter(table -> !mayLock && !table.isTransactional()).map(Table::name).toList();
        if (!unlocked.isEmpty()) {
            omissions.add("no snapshot holds the rows of " + String.join(", ", unlocked) + " and the account may not lock them, so they may be of several times. Run: "
                    + privileges.grant("LOCK TABLES"));
        }
        List<String> unreadable = sql().unreadablePrograms();
        if (!unreadable.isEmpty() || !privileges.seesRoutines()) {
            omissions.add((unreadable.isEmpty() ? "stored routines may be" : String.join(", ", unreadable) + " and perhaps other stored routines are")
                + " missing: the account may not see those of others; run: GRANT "
                + (session.server().isMariaDb() ? "SELECT ON mysql.proc" : "SHOW_ROUTINE ON *.*") + " TO " + AccountName.of(session).sql());
        }
    }

    /** Reads the definitions. Throws where the account would see only a part of them. */
    public static Source open(Connections connections, DumpOptions options, DumpListener listener) {
        Session session = connections.open();
        try {
            return new Source(session, options, listener);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /**
     * Those whose rows are dumped: locked ones first and the small ones of them, so that locks go soon; else the large ones, so
     * that all readers end together.
     */
    public List<Table> tables() {
        Comparator<Table> bySize = Comparator.comparingLong(table -> table.isTransactional() ? -table.dataBytes() : table.dataBytes());
        return definition.tables().stream().filter(table -> !isEmptied(table))
                .sorted(Comparator.comparing(Table::isTransactional).thenComparing(bySize)).toList();
    }

    private boolean isEmptied(Table table) {
        return options.isStructureOnly(table.name()) || table.isElsewhere();
    }

    /** Of tables without their rows. */
    public Stream<TableReport> emptyReports() {
        return definition.tables().stream().filter(this::isEmptied)
                .map(table -> new TableReport(table.name(), table.engine(), 0, 0, RowChecksum.printed(table, 0), Consistency.SNAPSHOT, 0));
    }

    /** The definitions as SQL. */
    public SchemaSql sql() {
        return new SchemaSql(definition, defaults, options.resets().stream().filter(this::isNeeded).map(Reset::sql).toList());
    }

    private boolean isNeeded(Reset reset) {
        return leftOut.stream().anyMatch(reset.leftOut()) && definition.tables().stream().anyMatch(table -> table.name().equals(reset.table()) && !isEmptied(table));
    }

    /** {@code accounts.sql}. */
    public Optional<byte[]> accounts() {
        return accounts.sql();
    }

    /** Throws {@link DefinitionChangedException} if the definitions are no longer what they were. */
    public void checkUnchanged() {
        definition.changedUntil(reader.read()).ifPresent(object -> {
            throw new DefinitionChangedException(object, null);
        });
    }

    /** Whether the account may lock tables. */
    boolean mayLock() {
        return mayLock;
    }

    /** What is worth knowing, one sentence each. */
    public List<String> notes() {
        return notes;
    }

    /**
     * What MySQL's JSON may lose where it is read again, if there is any: whether it does is known to nobody who has not looked into each document, since JSON_TYPE tells it of one value. Copied files
     * lose nothing.
     */
    Optional<String> jsonAsText() {
        List<String> tables = tables().stream().filter(Table::holdsJson).map(Table::name).sorted().toList();
        return tables.isEmpty() ? Optional.empty() : Optional.of("JSON is dumped as text, by table " + String.join(", ", tables)
                + ": a DECIMAL in it has all its digits, but a server that reads it makes a double of it, and strings of dates and bytes");
    }

    /** What is missing or doubtful, one sentence each. */
    public List<String> omissions() {
        return omissions;
    }

    /** A session on no snapshot. */
    public Session session() {
        return session;
    }

    /** The server. */
    public Server server() {
        return session.server();
    }

    /** The schema's name. */
    public String schema() {
        return session.schema();
    }

    @Override
    public void close() {
        session.close();
    }
}
