package cerb.backup.mysql;

import cerb.backup.mysql.socket.UnixSocketFactory;
import com.mysql.cj.jdbc.Driver;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/** Opens pinned sessions to one database. Thread-safe. */
public final class Connections {
    /** No mode but those that keep a 0 in an AUTO_INCREMENT column and dates such as 31 February; so backslashes escape, and zero dates pass. */
    public static final String SQL_MODE = "NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES";

    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._:%-]+");
    /** Long enough to shut down, and to recover the log of transactions. */
    private static final Duration RESTART = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String SECONDS_OF_A_WEEK = "604800";
    private static final List<String> MARIADB_SETTINGS = List.of("max_statement_time=0", "idle_transaction_timeout=0");
    private static final List<String> MYSQL_SETTINGS = List.of("max_execution_time=0", "information_schema_stats_expiry=0",
            "show_gipk_in_create_table_and_information_schema=ON");

    private final DatabaseAddress address;
    private final Session first;
    private final Duration lockWait;
    private final boolean fetching;

    /** Opens nothing yet. */
    public Connections(DatabaseAddress address) {
        this(address, null, null, false);
    }

    private Connections(DatabaseAddress address, Session first, Duration lockWait, boolean fetching) {
        this.address = address;
        this.first = first;
        this.lockWait = lockWait;
        this.fetching = fetching;
    }

    /** Sessions that fetch the rows of any query one by one, as {@link Session#stream} does, for whoever cannot tell the driver so: a result is read to its end before the next statement. */
    public Connections fetchingRows() {
        return new Connections(address, first, lockWait, true);
    }

    /**
     * Sessions whose statements give up a table that another session holds, as by LOCK TABLES or DDL, after so long and up to a second more; the server's own limit is a
     * day or a year.
     */
    public Connections waitingForLocks(Duration limit) {
        return new Connections(address, first, limit, fetching);
    }

    /** Sessions that must lead to the same server: a proxy or a name may lead to another one after a failover. */
    public Connections sameServerAs(Session session) {
        return new Connections(address, session, lockWait, fetching);
    }

    /** Where the sessions go. */
    public DatabaseAddress address() {
        return address;
    }

    /**
     * Opens a session: utf8mb4, time zone +00:00, {@link #SQL_MODE}, results in the columns' own character sets, waiting no reason to be cut off.
     *
     * @throws DatabaseException      if the server cannot be reached or refuses; a {@link ConnectionLostException} if it could before
     * @throws ServerChangedException if another server answers than did before
     */
    public Session open() {
        Session session = connect();
        try {
            if (first != null && !first.identity().equals(session.identity())) {
                throw new ServerChangedException(address, first.identity(), session.identity());
            }
            pin(session);
            if (lockWait != null) {
                // a whole number, and never less than was asked for
                session.execute("SET SESSION lock_wait_timeout=" + (lockWait.toSeconds() + 1));
            }
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static void pin(Session session) {
        session.execute("SET SESSION time_zone='+00:00', sql_mode='" + SQL_MODE
                + "', sql_quote_show_create=1, sql_select_limit=18446744073709551615, "
            + "net_write_timeout=" + SECONDS_OF_A_WEEK + ", net_read_timeout=" + SECONDS_OF_A_WEEK + ", wait_timeout=" + SECONDS_OF_A_WEEK);
        List<String> settings = session.server().isMariaDb() ? MARIADB_SETTINGS : MYSQL_SETTINGS;
        for (String setting : settings) {
            String name = setting.substring(0, setting.indexOf('='));
            // Which of them exist depends on the version, so the server is asked, not its version number.
            if (!session.rows("SHOW VARIABLES LIKE '" + name.replace("_", "\\_") + "'").isEmpty()) {
                session.execute("SET SESSION " + setting);
            }
        }
    }

    private Session connect() {
        try {
            return session(connect(address.tls() == Tls.PREFERRED && address.isLocal() ? Tls.DISABLED : address.tls()));
        } catch (SQLException e) {
            String tried = "connecting to " + address;
            // A first session that is not let in has lost nothing.
            throw first == null ? ServerErrors.explain(tried, e) : DatabaseException.of(tried, e);
        }
    }

    /** Waits until a server that was there lets sessions in again, two minutes at most. Says nothing if it does not: {@link #open} will. */
    public void awaitServer() {
        long end = System.nanoTime() + RESTART.toNanos();
        try {
            do {
                // even before the first look: who has just ended the sessions may let new ones in for a moment yet
                Thread.sleep(PAUSE.toMillis());
            } while (isAway() && System.nanoTime() < end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("waiting for the server at " + address + " was interrupted", "Start the dump again.", e);
        }
    }

    private boolean isAway() {
        try (Session session = connect()) {
            return false;
        } catch (DatabaseException e) {
            // Whatever else keeps sessions out does not pass by waiting.
            return e.getCause() instanceof SQLException cause && ServerErrors.isAway(cause);
        }
    }

    private Session session(Connection connection) throws SQLException {
        try {
            return new Session(connection, address);
        } catch (SQLException | RuntimeException e) {
            // Such as a schema that is not there; nobody else could close it.
            connection.close();
            throw e;
        }
    }

    private Connection connect(Tls tls) throws SQLException {
        try {
            return new Driver().connect(url(), properties(tls));
        } catch (SQLException e) {
            if (e.getErrorCode() == ErrorCode.ER_SECURE_TRANSPORT_REQUIRED && tls == Tls.DISABLED && address.tls() == Tls.PREFERRED) {
                return connect(Tls.REQUIRED);
            }
            throw e;
        }
    }

    private String url() {
        String host = address.socket().isEmpty() ? address.host() : "localhost";
        if (!HOST.matcher(host).matches()) {
            // A comma would begin a property of its own, and a property of a host counts for more than ours.
            throw new DatabaseException("connecting to " + address + " failed: this is no name or address of a host", "Correct database.host.");
        }
        return "jdbc:mysql://(host=" + host + ",port=" + address.port() + ")/";
    }

    private Properties properties(Tls tls) {
        Properties properties = new Properties();
        properties.setProperty("user", address.user());
        properties.setProperty("password", address.password().get());
        properties.setProperty("sslMode", tls.name());
        properties.setProperty("allowPublicKeyRetrieval", String.valueOf(address.isLocal()));
        properties.setProperty("characterEncoding", "UTF-8");
        properties.setProperty("connectTimeout", "10000");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("jdbcCompliantTruncation", "false");
        properties.setProperty("netTimeoutForStreamingResults", "0");
        properties.setProperty("useLocalSessionState", "true");
        properties.setProperty("connectionAttributes", "program_name:cerb-backup");
        if (fetching) {
            // MySQL Connector/J, "ResultSet": row by row
            properties.setProperty("defaultFetchSize", String.valueOf(Integer.MIN_VALUE));
        }
        if (!address.socket().isEmpty()) {
            properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
            properties.setProperty("path", address.socket());
        }
        return properties;
    }
}
