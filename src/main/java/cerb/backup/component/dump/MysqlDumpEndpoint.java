package cerb.backup.component.dump;

import cerb.backup.component.exchange.MysqlDumpConstants;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.TableSelection;
import cerb.backup.mysql.hotcopy.HotCopyOptions;
import cerb.backup.mysql.lock.LockLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Dumps a MySQL or MariaDB schema at one point in time.
 *
 * <p>Its setters are for Camel, before the endpoint is started.
 */
@UriEndpoint(firstVersion = "0.1.0", scheme = "mysql-dump", title = "MySQL dump", syntax = "mysql-dump:action", producerOnly = true, category = Category.DATABASE,
        headersClass = MysqlDumpConstants.class)
public final class MysqlDumpEndpoint extends DefaultEndpoint {
    @UriPath(description = "What to do: open, read and close are steps of a route, stream is all of them in one")
    @Metadata(required = true)
    private MysqlDumpAction action;

    static final String SQL = "sql";

    @UriParam(description = "Server, account and schema; the component's where absent")
    private DatabaseAddress address;

    @UriParam(description = "Schema, instead of the one of the address")
    private String database;

    @UriParam(defaultValue = ".*", description = "Regular expression over whole table names: what is dumped")
    private String include = ".*";

    @UriParam(description = "Regular expression over whole table names: what is left out altogether")
    private String exclude;

    @UriParam(description = "Tables that are dumped without their rows, separated by commas")
    private String structureOnly;

    @UriParam(defaultValue = "2", description = "How many parts can be read at once")
    private int parallelism = 2;

    @UriParam(defaultValue = "200", javaType = "java.time.Duration",
            description = "How long waiting for a lock may hold writers up before it is given up for the moment, in milliseconds")
    private long stallLimit = 200;

    @UriParam(defaultValue = "10000", javaType = "java.time.Duration", description = "How long to try to get the locks before the dump fails, in milliseconds")
    private long lockTimeout = 10_000;

    @UriParam(defaultValue = "true", description = "Whether open also writes the accounts and grants that concern the schema, with the hashes of their passwords")
    private boolean accounts = true;

    @UriParam(defaultValue = "60000", javaType = "java.time.Duration",
            description = "How far a replica may be behind its source before its dump is marked incomplete, in milliseconds")
    private long lagLimit = 60_000;

    @UriParam(defaultValue = "again", description = "What happens when the definition of a table changes meanwhile: again, the dump fails and its route takes it again, or wait, the change waits")
    private OnDdl onDdl = OnDdl.AGAIN;

    @UriParam(defaultValue = "sql", enums = "sql,hotcopy", description = "How the database is read: sql, or hotcopy: the files of a server on this host are copied while its tables are locked")
    private String method = SQL;

    @UriParam(defaultValue = "10000", javaType = "java.time.Duration", description = "For how long a hot copy may hold up writers, in milliseconds")
    private long maxLock = 10_000;

    @UriParam(defaultValue = "true", description = "Whether a hot copy has the indices of MyISAM tables, or only their headers")
    private boolean indices = true;

    @UriParam(description = "Where the server's data directory is seen from here, for a hot copy; where the server says, if absent")
    private String dataDirectory;

    @UriParam(description = "Where a hot copy's files wait until they are stored")
    private String copyDirectory;

    MysqlDumpEndpoint(String uri, MysqlDumpComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        return new MysqlDumpProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("a route cannot begin at mysql-dump:" + action.word() + "; let a clock such as quartz begin it");
    }

    DumpOptions options() {
        Set<String> structures = structureOnly == null ? Set.of()
                : Arrays.stream(structureOnly.split(",")).map(String::strip).filter(table -> !table.isEmpty()).collect(Collectors.toSet());
        Pattern excluded = exclude == null || exclude.isEmpty() ? null : Pattern.compile(exclude, Pattern.DOTALL);
        LockLimits locking = new LockLimits(Duration.ofMillis(stallLimit), Duration.ofMillis(lockTimeout), Duration.ofMillis(lagLimit), onDdl == OnDdl.WAIT);
        return new DumpOptions(new TableSelection(Pattern.compile(include, Pattern.DOTALL), excluded, structures), parallelism, locking, 0, Map.of(), accounts, List.of());
    }

    HotCopyOptions hotCopyOptions() {
        if (copyDirectory == null || copyDirectory.isEmpty()) {
            throw new IllegalStateException("mysql-dump:" + action.word() + " has no place for the copies of method=hotcopy. Set the parameter copyDirectory");
        }
        return new HotCopyOptions(Duration.ofMillis(maxLock), indices, dataDirectory == null || dataDirectory.isEmpty() ? null : Path.of(dataDirectory), Path.of(copyDirectory));
    }

    DatabaseAddress addressOf(String asked) {
        if (address == null) {
            throw new IllegalStateException("mysql-dump:" + action.word() + " knows no server. Set the parameter address, or the address of the component");
        }
        String schema = asked != null ? asked : database;
        return schema == null || schema.isEmpty() ? address : address.withSchema(schema);
    }

    /** Whether open also writes accounts and grants. */
    public boolean isAccounts() {
        return accounts;
    }

    /** Sets whether open also writes accounts and grants. */
    public void setAccounts(boolean accounts) {
        this.accounts = accounts;
    }

    /** What the endpoint does. */
    public MysqlDumpAction getAction() {
        return action;
    }

    /** Sets what the endpoint does. */
    public void setAction(MysqlDumpAction action) {
        this.action = action;
    }

    /** Server, account and schema. */
    public DatabaseAddress getAddress() {
        return address;
    }

    /** Sets server, account and schema. */
    public void setAddress(DatabaseAddress address) {
        this.address = address;
    }

    /** The schema instead of the address's; null for none. */
    public String getDatabase() {
        return database;
    }

    /** Sets the schema. */
    public void setDatabase(String database) {
        this.database = database;
    }

    /** The regular expression of what is dumped. */
    public String getInclude() {
        return include;
    }

    /** Sets the regular expression of what is dumped. */
    public void setInclude(String include) {
        this.include = include;
    }

    /** The regular expression of what is left out; null or empty for nothing. */
    public String getExclude() {
        return exclude;
    }

    /** Sets the regular expression of what is left out. */
    public void setExclude(String exclude) {
        this.exclude = exclude;
    }

    /** Tables without rows, separated by commas; null for none. */
    public String getStructureOnly() {
        return structureOnly;
    }

    /** Sets the tables without rows. */
    public void setStructureOnly(String structureOnly) {
        this.structureOnly = structureOnly;
    }

    /** How many parts can be read at once. */
    public int getParallelism() {
        return parallelism;
    }

    /** Sets how many parts can be read at once. */
    public void setParallelism(int parallelism) {
        this.parallelism = parallelism;
    }

    /** Milliseconds that waiting for a lock may hold writers up. */
    public long getStallLimit() {
        return stallLimit;
    }

    /** Sets the milliseconds that waiting for a lock may hold writers up. */
    public void setStallLimit(long stallLimit) {
        this.stallLimit = stallLimit;
    }

    /** What happens when a definition changes meanwhile. */
    public OnDdl getOnDdl() {
        return onDdl;
    }

    /** Sets what happens when a definition changes meanwhile. */
    public void setOnDdl(OnDdl onDdl) {
        this.onDdl = onDdl;
    }

    /** Milliseconds that a replica may be behind its source. */
    public long getLagLimit() {
        return lagLimit;
    }

    /** Sets the milliseconds that a replica may be behind its source. */
    public void setLagLimit(long lagLimit) {
        this.lagLimit = lagLimit;
    }

    /** Milliseconds to try to get the locks. */
    public long getLockTimeout() {
        return lockTimeout;
    }

    /** Sets the milliseconds to try to get the locks. */
    public void setLockTimeout(long lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    /** {@code sql} or {@code hotcopy}. */
    public String getMethod() {
        return method;
    }

    /** Sets how the database is read. */
    public void setMethod(String method) {
        this.method = method;
    }

    /** Milliseconds that a hot copy may hold up writers. */
    public long getMaxLock() {
        return maxLock;
    }

    /** Sets the milliseconds that a hot copy may hold up writers. */
    public void setMaxLock(long maxLock) {
        this.maxLock = maxLock;
    }

    /** Whether a hot copy has the indices of MyISAM tables. */
    public boolean isIndices() {
        return indices;
    }

    /** Sets whether a hot copy has the indices of MyISAM tables. */
    public void setIndices(boolean indices) {
        this.indices = indices;
    }

    /** Where the server's data directory is seen from here; null or empty: where the server says. */
    public String getDataDirectory() {
        return dataDirectory;
    }

    /** Sets where the server's data directory is seen from here. */
    public void setDataDirectory(String dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /** Where a hot copy's files wait until they are stored. */
    public String getCopyDirectory() {
        return copyDirectory;
    }

    /** Sets where a hot copy's files wait until they are stored. */
    public void setCopyDirectory(String copyDirectory) {
        this.copyDirectory = copyDirectory;
    }
}
