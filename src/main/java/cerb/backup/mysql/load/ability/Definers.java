package cerb.backup.mysql.load.ability;

import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.UnfitServerException;
import cerb.backup.mysql.load.text.Code;
import cerb.backup.mysql.load.text.Definer;
import cerb.backup.mysql.privilege.AccountName;
import cerb.backup.mysql.privilege.Privileges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Holds what the statements of a dump make in the name of others against what the session's account may do. A server would say it when all rows are loaded, and say the same
 * again each time the load goes on (MySQL manual, "Stored Object Access Control"; MariaDB documentation, "GRANT", SET USER).
 */
public final class Definers {
    private final AccountName account;
    private final Session session;
    private final boolean makesPrograms;
    private final Map<Definer, String> refusals = new HashMap<>();
    private final Map<String, Set<String>> foreign = new TreeMap<>();
    private final Set<String> logged = new TreeSet<>();

    /** Asks the session's server, in whatever schema. */
    public Definers(Session session) {
        Privileges privileges = Privileges.of(session);
        this.account = AccountName.of(session);
        this.session = session;
        this.makesPrograms = privileges.allow("SUPER", "*.*") || session.value("SELECT @@log_bin").orElse("0").equals("0") || session.value("SELECT @@log_bin_trust_function_creators").orElse("0").equals("1");
    }

    /** Looks at the next statement. */
    public void look(String sql) {
        Code code = Code.of(sql);
        Definer.of(sql).ifPresent(definer -> {
            String refusal = refusals.computeIfAbsent(definer, this::ask);
            if (!refusal.isEmpty()) {
                foreign.computeIfAbsent(definer + ": " + refusal, none -> new TreeSet<>()).add(code.object());
            }
        });
        if (!makesPrograms && (code.makes("trigger") || code.makes("function"))) {
            logged.add(code.object());
        }
    }

    /**
     * Why the account may make nothing in the name of somebody; empty if it may. Which privilege that takes differs from server to server, and from definer to definer, so the server is asked to
     * change an event that nobody has: all three look at the definer first.
     */
    private String ask(Definer definer) {
        try {
            String nowhere = Identifier.quote("cerb_backup_" + UUID.randomUUID());
            session.execute("ALTER DEFINER=" + definer + " EVENT " + nowhere + "." + nowhere + " DISABLE");
            return "";
        } catch (DatabaseException e) {
            return e.errorCode() == ErrorCode.ER_SPECIFIC_ACCESS_DENIED_ERROR ? e.getCause().getMessage() : "";
        }
    }

    /** Throws where the account may not make all that it was asked about. */
    public void demand(DatabaseAddress target) {
        List<String> found = new ArrayList<>();
        foreign.forEach((definer, objects) -> found.add("it may not make " + objects.size() + (objects.size() == 1 ? " object" : " objects") + ", such as " + objects.iterator().next()
                + ", in the name of " + definer));
        if (!logged.isEmpty()) {
            found.add("the server has a binary log, for which it may not make triggers and functions, such as " + logged.iterator().next());
        }
        if (!found.isEmpty()) {
            throw new UnfitServerException("loading into " + target + " refused: the account " + account + " could not finish it: " + String.join("; ", found), remedy());
        }
    }

    /** MySQL's accounts with SYSTEM_USER are made definers only by the like. */
    private boolean isOfSystem() {
        return refusals.values().stream().anyMatch(refusal -> refusal.contains("SYSTEM_USER"));
    }

    private String remedy() {
        String grant = "GRANT " + (session.server().isMariaDb() ? "SET USER" : "SET_ANY_DEFINER, ALLOW_NONEXISTENT_DEFINER" + (isOfSystem() ? ", SYSTEM_USER" : "")) + " ON *.* TO " + account.sql() + ";";
        return (foreign.isEmpty() ? "" : "Restore with --definer current, which makes them in the name of this account, or as an administrator with --database-user; or let one run: " + grant + " ")
                + (logged.isEmpty() ? "" : "For triggers and functions let an administrator run: SET GLOBAL log_bin_trust_function_creators=1; ") + "Nothing has been changed in the database.";
    }
}
