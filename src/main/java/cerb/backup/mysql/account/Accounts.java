package cerb.backup.mysql.account;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.account.AccountReader.RoleGrant;
import cerb.backup.mysql.schema.script.SqlScript;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The accounts and grants that concern a schema, as {@code accounts.sql}. */
public final class Accounts {
    private final byte[] sql;
    private final String omission;

    private Accounts(byte[] sql, String omission) {
        this.sql = sql;
        this.omission = omission;
    }

    /** None, and nothing is said about it. */
    public static Accounts notAskedFor() {
        return new Accounts(null, null);
    }

    /** Reads those that concern the session's schema. */
    public static Accounts of(Session session) {
        try {
            return new Accounts(read(session), null);
        } catch (DatabaseException e) {
            if (!ErrorCode.READING_DENIED.contains(e.errorCode())) {
                throw e;
            }
            return new Accounts(null, "accounts.sql is missing: the account may not read the accounts and grants that concern schema " + session.schema()
                    + "; run: GRANT SELECT ON mysql.* TO " + Account.of(session).sql() + "; or set dump.accounts=false");
        }
    }

    /** The file; empty if there is none. It holds the hashes of passwords. */
    public Optional<byte[]> sql() {
        return Optional.ofNullable(sql);
    }

    /** Why there is no file, one sentence, if there should be one. */
    public Optional<String> omission() {
        return Optional.ofNullable(omission);
    }

    private static byte[] read(Session session) {
        if (!session.server().isMariaDb()) {
            // A salt may be of any bytes.
            session.execute("SET SESSION print_identified_with_as_hex=ON");
        }
        AccountReader reader = new AccountReader(session);
        List<RoleGrant> roles = reader.roleGrants();
        SortedMap<Account, List<Grant>> grants = new TreeMap<>();
        Set<Account> administrators = new TreeSet<>();
        Set<Account> notInForce = new TreeSet<>();
        for (Account account : reader.read(roles)) {
            Optional<List<Grant>> own = reader.grants(account);
            if (own.isEmpty()) {
                notInForce.add(account);
            } else if (own.get().stream().anyMatch(Grant::isAdministrative)) {
                administrators.add(account);
            } else {
                grants.put(account, own.get());
            }
        }
        SqlScript script = introduction(session.schema());
        leftOut(script, "Administrators of the whole server are left out: ", administrators);
        leftOut(script, "Accounts that nobody could connect with are left out: ", notInForce);
        grants.keySet().stream().filter(account -> !account.isPublic()).forEach(account -> script.statement(reader.create(account)));
        grants.values().forEach(own -> own.forEach(grant -> write(script, grant, session.schema())));
        roles.stream().filter(role -> role.isAmong(grants.keySet())).forEach(role -> script.statement("GRANT " + role.role().sql() + " TO " + role.member().sql()
                + (role.admin() ? " WITH ADMIN OPTION" : "")));
        String to = session.server().isMariaDb() ? " FOR " : " TO ";
        active(reader.defaultRoles(), grants.keySet()).forEach((member, names) -> script.statement("SET DEFAULT ROLE " + names + to + member.sql()));
        return script.bytes();
    }

    private static SqlScript introduction(String schema) {
        return new SqlScript().comment("Accounts that have rights on schema " + schema + ", with the hashes of their passwords: keep this file secret.")
            .comment("No restore runs it. Read it, and run it as an administrator after the schema was restored; for a schema of another name put that in first.")
            .comment("Accounts that exist keep their passwords, and are given the rights.")
            .comment("Rights on the whole server and on mysql.* are not among them: on a server that was made anew run cerb-backup setup for the account of the backup.");
    }

    private static void leftOut(SqlScript script, String words, Set<Account> accounts) {
        if (!accounts.isEmpty()) {
            script.comment(words + String.join(", ", accounts.stream().map(Account::sql).toList()));
        }
    }

    private static void write(SqlScript script, Grant grant, String schema) {
        if (grant.concerns(schema)) {
            script.statement(grant.sql());
        } else if (grant.isForEverySchema()) {
            script.comment("for every schema, so not run by itself: " + grant.sql() + ";");
        }
    }

    /** The roles that are active when an account connects, which one statement sets. Roles of other schemas are nobody's business here. */
    private static SortedMap<Account, String> active(List<RoleGrant> roles, Set<Account> kept) {
        SortedMap<Account, String> names = new TreeMap<>();
        roles.stream().filter(role -> role.isAmong(kept))
            .forEach(role -> names.merge(role.member(), role.role().sql(), (one, other) -> one + ", " + other));
        return names;
    }
}
