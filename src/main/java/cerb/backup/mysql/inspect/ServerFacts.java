package cerb.backup.mysql.inspect;

import cerb.backup.mysql.Session;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A server's settings and clock.
 *
 * @param mariaDb     MariaDB, else MySQL
 * @param version     as it spells it
 * @param variables   its global variables
 * @param clockOffset how far its clock is before ours; negative if behind
 * @param cipher      what encrypts this connection; empty for nothing
 */
public record ServerFacts(boolean mariaDb, String version, Map<String, String> variables, Duration clockOffset, String cipher) {
    /** Copies the map. */
    public ServerFacts {
        variables = Map.copyOf(variables);
    }

    /** Asks the server. */
    public static ServerFacts ask(Session session) {
        Map<String, String> variables = new TreeMap<>();
        session.rows("SHOW GLOBAL VARIABLES").forEach(row -> variables.put(row.get(0), row.get(1) == null ? "" : row.get(1)));
        String cipher = session.rows("SHOW SESSION STATUS LIKE 'Ssl\\_cipher'").stream().findFirst().map(row -> row.get(1)).orElse("");
        return new ServerFacts(session.server().isMariaDb(), session.server().version(), variables, offset(session), cipher);
    }

    /** The answer is of the middle of the time it took. */
    private static Duration offset(Session session) {
        Instant asked = Instant.now();
        BigDecimal seconds = new BigDecimal(session.value("SELECT UNIX_TIMESTAMP(NOW(6))").orElseThrow());
        Instant middle = asked.plus(Duration.between(asked, Instant.now()).dividedBy(2));
        return Duration.between(middle, Instant.ofEpochMilli(seconds.movePointRight(3).longValue()));
    }

    /** A variable's text; empty if this server has none of this name. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /** A variable's number; empty if it has none or it is no number. */
    public Optional<Long> number(String name) {
        return variable(name).filter(text -> text.matches("-?[0-9]{1,18}")).map(Long::parseLong);
    }

    /** After how long binary logs are removed; zero for never, empty if it writes none. */
    public Optional<Duration> binlogExpiry() {
        if (!isOn("log_bin")) {
            return Optional.empty();
        }
        return Optional.of(number("binlog_expire_logs_seconds").filter(seconds -> seconds > 0).map(Duration::ofSeconds)
                .orElseGet(() -> variable("expire_logs_days").map(days -> Duration.ofSeconds(new BigDecimal(days).multiply(BigDecimal.valueOf(86_400)).longValue())).orElse(Duration.ZERO)));
    }

    /** Whether a flag is set. */
    public boolean isOn(String name) {
        return variable(name).filter(List.of("ON", "1")::contains).isPresent();
    }
}
