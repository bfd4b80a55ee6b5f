package cerb.backup.mysql.account;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds the accounts that concern the session's schema. Needs SELECT on the schema mysql, and throws what the server says without. */
final class AccountReader {
    /** In a grant on a schema the name is a pattern. */
    private static final String WITH_GRANTS = """
        SELECT User, Host FROM mysql.db WHERE %1$s LIKE Db
        UNION SELECT User, Host FROM mysql.tables_priv WHERE Db=%1$s
        UNION SELECT User, Host FROM mysql.procs_priv WHERE Db=%1$s""";
    private static final String GLOBAL = """
        SELECT User, Host FROM mysql.user WHERE 'Y' IN (Select_priv, Insert_priv, Update_priv, Delete_priv, Create_priv, Drop_priv, References_priv, Index_priv, Alter_priv,
        Create_tmp_table_priv, Lock_tables_priv, Execute_priv, Create_view_priv, Show_view_priv, Create_routine_priv, Alter_routine_priv, Event_priv, Trigger_priv)""";
    private static final String DEFINERS = """
        SELECT User, Host FROM mysql.user WHERE CONCAT(User, IF(Host='', '', CONCAT('@', Host))) IN (
        SELECT DEFINER FROM information_schema.VIEWS WHERE TABLE_SCHEMA=%1$s UNION SELECT DEFINER FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA=%1$s
        UNION SELECT DEFINER FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA=%1$s UNION SELECT DEFINER FROM information_schema.EVENTS WHERE EVENT_SCHEMA=%1$s)""";
    private static final Pattern DEFAULT_ROLE = Pattern.compile(" DEFAULT ROLE (?:`(?:[^`]|``)*`@`(?:[^`]|``)*`,?)+");
    private static final Set<String> OF_THE_SERVER_ITSELF = Set.of("mysql.sys", "mysql.session", "mysql.infoschema", "mariadb.sys");

    private final Session session;

    AccountReader(Session session) {
        this.session = session;
    }

    /**
     * A role that is given, or is active when its member connects.
     *
     * @param role  what
     * @param member to whom
     * @param admin  with the right to give it on
     */
    record RoleGrant(Account role, Account member, boolean admin) {
        /** True if both are among these. */
        boolean isAmong(Set<Account> accounts) {
            return accounts.contains(role) && accounts.contains(member);
        }
    }

    /** Accounts and roles, those that get their rights through a role included. */
    SortedSet<Account> read(List<RoleGrant> roleGrants) {
        String schema = Identifier.literal(session.schema());
        SortedSet<Account> accounts = new TreeSet<>(accounts(WITH_GRANTS.formatted(schema)));
        accounts.addAll(accounts(DEFINERS.formatted(schema)));
        accounts.addAll(accounts(GLOBAL));
        int before;
        do {
            // Roles are given to roles.
            before = accounts.size();
            roleGrants.stream().filter(grant -> accounts.contains(grant.role())).forEach(grant -> accounts.add(grant.member()));
        } while (accounts.size() > before);
        Set<Account> present = new HashSet<>(accounts("SELECT User, Host FROM mysql.user"));
        accounts.removeIf(account -> OF_THE_SERVER_ITSELF.contains(account.user()) || !account.isPublic() && !present.contains(account));
        return accounts;
    }

    private List<Account> accounts(String sql) {
        return session.rows(sql).stream().map(row -> new Account(row.get(0), row.get(1))).toList();
    }

    /** All roles that are given. */
    List<RoleGrant> roleGrants() {
        return roles(session.server().isMariaDb() ? "SELECT Role, '', User, Host, Admin_option FROM mysql.roles_mapping ORDER BY 1, 3, 4"
            : "SELECT FROM_USER, FROM_HOST, TO_USER, TO_HOST, WITH_ADMIN_OPTION FROM mysql.role_edges ORDER BY 1, 2, 3, 4");
    }

    /** All roles that are active when their member connects. */
    List<RoleGrant> defaultRoles() {
        return roles(session.server().isMariaDb() ? "SELECT default_role, '', User, Host, 'N' FROM mysql.user WHERE default_role<>'' ORDER BY 3, 4"
            : "SELECT DEFAULT_ROLE_USER, DEFAULT_ROLE_HOST, USER, HOST, 'N' FROM mysql.default_roles ORDER BY 3, 4, 1, 2");
    }

    private List<RoleGrant> roles(String sql) {
        return session.rows(sql).stream()
            .map(row -> new RoleGrant(new Account(row.get(0), row.get(1)), new Account(row.get(2), row.get(3)), row.get(4).equals("Y"))).toList();
    }

    /** What it has been granted itself, not through a role; empty if the account is not in force, as one for a host's name with skip_name_resolve. */
    Optional<List<Grant>> grants(Account account) {
        try {
            return Optional.of(ownGrants(account));
        } catch (DatabaseException e) {
            if (e.errorCode() == ErrorCode.ER_NONEXISTING_GRANT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private List<Grant> ownGrants(Account account) {
        return session.rows("SHOW GRANTS FOR " + account.sql()).stream().map(row -> Grant.parse(row.get(0)))
            .filter(grant -> grant != null && grant.grantee().equals(account.sql())).toList();
    }

    /** The statement that makes it as it is, the hash of its password included. */
    String create(Account account) {
        if (account.isRole()) {
            return "CREATE ROLE IF NOT EXISTS " + account.sql();
        }
        String printed = session.value("SHOW CREATE USER " + account.sql()).orElseThrow();
        // Roles that are active at once must have been given before.
        return DEFAULT_ROLE.matcher(printed).replaceFirst("").replaceFirst("^CREATE USER ", "CREATE USER IF NOT EXISTS ");
    }
}
