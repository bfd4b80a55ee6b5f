package cerb.backup.mysql.load.text;

import cerb.backup.mysql.DatabaseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a scheduled event runs, in the statement that makes it as {@code SHOW CREATE EVENT} prints it. */
public final class EventState {
    /** The first that is not in quotes: what an event does comes after it. A quoted text is passed over as a whole. */
    private static final Pattern STATE = Pattern.compile("'(?:[^'\\\\]|\\\\.|'')*+'|`(?:[^`]|``)*+`|\"(?:[^\"]|\"\")*+\"| ON COMPLETION (?:NOT )?PRESERVE (ENABLE|DISABLE\\b.*)",
            Pattern.DOTALL);

    private EventState() {
    }

    /**
     * The statement such that the event it makes never runs by itself; a statement that makes anything else is as it was.
     *
     * @throws DatabaseException if the statement does not tell whether the event runs
     */
    public static String disabled(String sql) {
        if (!Code.of(sql).makes("event")) {
            return sql;
        }
        Matcher state = STATE.matcher(sql);
        while (state.find()) {
            if (state.group(1) != null) {
                return state.group(1).equals("ENABLE") ? sql.substring(0, state.start(1)) + "DISABLE" + sql.substring(state.end(1)) : sql;
            }
        }
        throw new DatabaseException("making " + Code.of(sql).object() + " disabled failed: its statement does not tell whether it is enabled: " + sql.substring(0, Math.min(200, sql.length())),
                "Drop the event where the dump was made, or restore without neutralising.");
    }
}
