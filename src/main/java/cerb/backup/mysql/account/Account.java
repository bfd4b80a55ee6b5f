package cerb.backup.mysql.account;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.privilege.AccountName;
import java.util.Comparator;

/**
 * An account or role.
 *
 * @param user name; may be empty
 * @param host where from; empty for a role of MariaDB
 */
record Account(String user, String host) implements Comparable<Account> {
    private static final Comparator<Account> ORDER = Comparator.comparing((Account account) -> !account.host.isEmpty()).thenComparing(Account::user).thenComparing(Account::host);

    /** The session's own, as the server matched it. */
    static Account of(Session session) {
        AccountName name = AccountName.of(session);
        return new Account(name.user(), name.host());
    }

    /** A role of MariaDB; in MySQL a role is an account that is locked. */
    boolean isRole() {
        return host.isEmpty() && !isPublic();
    }

    /** Everybody (MariaDB 10.11). */
    boolean isPublic() {
        return user.equals("PUBLIC") && host.isEmpty();
    }

    /** As the server prints it. */
    String sql() {
        return isPublic() ? "PUBLIC" : Identifier.quote(user) + (host.isEmpty() ? "" : "@" + Identifier.quote(host));
    }

    /** Roles of MariaDB first. */
    @Override
    public int compareTo(Account other) {
        return ORDER.compare(this, other);
    }
}
