package cerb.backup.mysql.grant;

import cerb.backup.mysql.Identifier;
import java.util.Objects;

/**
 * An account as MySQL and MariaDB name it.
 *
 * @param user who
 * @param host from where, as the server sees it; may be a pattern such as {@code %}
 */
public record AccountName(String user, String host) {
    /** Refuses nulls and an empty host, which the server would take for another account. */
    public AccountName {
        Objects.requireNonNull(user, "user");
        if (host.isBlank()) {
            throw new IllegalArgumentException("an account needs a host");
        }
    }

    /** As SQL wants it. */
    public String sql() {
        return Identifier.literal(user) + "@" + Identifier.literal(host);
    }

    @Override
    public String toString() {
        return sql();
    }
}
