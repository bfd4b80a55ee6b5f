package cerb.backup.mysql.load.ability;

import cerb.backup.mysql.AccountName;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Privileges;
import cerb.backup.mysql.Server;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.UnfitServerException;
import cerb.backup.mysql.load.text.Code;
import cerb.backup.mysql.load.text.Definer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Holds what the statements of a dump make in the name of others against what the session's account may do. A server would say it when all rows are loaded, and say the same
 * again each time the load goes on (MySQL manual, "Stored Object Access Control"; MariaDB documentation, "GRANT", SET USER).
 */
public final class Definers {
    private final AccountName account;
    private final boolean isMariaDb;
    private final boolean setsAny;
    private final boolean makesPrograms;
    private final Map<String, Set<String>> foreign = new TreeMap<>();
    private final Set<String> logged = new TreeSet<>();

    /** Asks the session's server, in whatever schema. */
    public Definers(Session session) {
        Privileges privileges = Privileges.of(session);
        this.account = AccountName.of(session);
        this.isMariaDb = session.server().isMariaDb();
        boolean isSuper = privileges.allow("SUPER", "*.*");
        this.setsAny = isSuper && !isSuperLess(session.server()) || Stream.of("SET USER", "SET_USER_ID", "SET_ANY_DEFINER").anyMatch(name -> privileges.allow(name, "*.*"));
        this.makesPrograms = isSuper || session.value("SELECT @@log_bin").orElse("0").equals("0") || session.value("SELECT @@log_bin_trust_function_creators").orElse("0").equals("1");
    }

    /** Since MariaDB 11.0 SUPER does not mean SET USER any more (MariaDB documentation, "GRANT"). */
    private static boolean isSuperLess(Server server) {
        return server.isMariaDb() && Integer.parseInt(server.version().replaceAll("[^0-9].*", "")) >= 11;
    }

    /** Looks at the next statement. */
    public void look(String sql) {
        Code code = Code.of(sql);
        Definer.of(sql).filter(definer -> !setsAny && !isOwn(definer)).ifPresent(definer -> foreign.computeIfAbsent(definer.toString(), none -> new TreeSet<>()).add(code.object()));
        if (!makesPrograms && (code.makes("trigger") || code.makes("function"))) {
            logged.add(code.object());
        }
    }

    /** A host's case does not matter. */
    private boolean isOwn(Definer definer) {
        return definer.user().equals(account.user()) && definer.host().equalsIgnoreCase(account.host());
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

    private String remedy() {
        String grant = "GRANT " + (isMariaDb ? "SET USER" : "SET_ANY_DEFINER, ALLOW_NONEXISTENT_DEFINER") + " ON *.* TO " + account.sql() + ";";
        return (foreign.isEmpty() ? "" : "Restore with --definer current, which makes them in the name of this account, or as an administrator with --database-user; or let one run: " + grant + " ")
                + (logged.isEmpty() ? "" : "For triggers and functions let an administrator run: SET GLOBAL log_bin_trust_function_creators=1; ") + "Nothing has been changed in the database.";
    }
}
