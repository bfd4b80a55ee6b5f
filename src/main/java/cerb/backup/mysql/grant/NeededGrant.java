package cerb.backup.mysql.grant;

import cerb.backup.mysql.privilege.AccountName;
import cerb.backup.mysql.privilege.Privileges;
import java.util.List;
import java.util.Objects;

/**
 * Privileges at one place.
 *
 * @param privileges their names, upper case
 * @param scope      where, as in a GRANT: {@code *.*}, a schema or a table
 * @param reason     what they are for, half a sentence
 */
public record NeededGrant(List<String> privileges, String scope, String reason) {
    /** Copies the list. */
    public NeededGrant {
        privileges = List.copyOf(privileges);
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(reason, "reason");
    }

    /** Those of them that are not held; empty if all are. */
    List<String> missing(Privileges held) {
        return privileges.stream().filter(privilege -> !held.allow(privilege, scope)).toList();
    }

    /** The statement, without a semicolon. */
    public String sql(AccountName account) {
        return "GRANT " + String.join(", ", privileges) + " ON " + scope + " TO " + account.sql();
    }
}
