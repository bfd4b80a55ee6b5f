package cerb.backup.mysql.privilege;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
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

    /** The session's own, as the server matched it; the user's name may hold an {@code @}, the host none. */
    public static AccountName of(Session session) {
        String name = session.value("SELECT CURRENT_USER()").orElseThrow();
        int at = name.lastIndexOf('@');
        return new AccountName(name.substring(0, at), name.substring(at + 1));
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
