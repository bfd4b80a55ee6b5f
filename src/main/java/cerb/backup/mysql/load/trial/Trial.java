package cerb.backup.mysql.load.trial;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.UnfitServerException;
import cerb.backup.mysql.load.ability.Foreseen;
import cerb.backup.mysql.load.script.LoadOptions;
import cerb.backup.mysql.load.script.LoadSource;
import cerb.backup.mysql.load.script.ScriptLoader;
import cerb.backup.mysql.load.target.Marker;
import cerb.backup.mysql.load.text.Code;
import cerb.backup.mysql.load.text.EventState;
import cerb.backup.mysql.load.text.Files;
import cerb.backup.mysql.privilege.Privileges;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Makes all that a dump defines, without its rows, in a schema of its own at the target's server, and drops that again: what the server refuses is known before anything is
 * changed, be it on any list or not. Used once, by one thread.
 */
public final class Trial {
    private static final int MOST_NAMED = 10;
    private static final String TRIED = "definitions alone, to try them for ";

    /** What would be made outside the schema, or would lie in the way of a table that is there. */
    private static final Pattern ELSEWHERE = Pattern.compile("\\b(?:DATA|INDEX) DIRECTORY ?=|\\bENGINE=(?:FEDERATED|CONNECT|SPIDER|S3|SPHINX)\\b|\\bTABLESPACE\\b", Pattern.CASE_INSENSITIVE);

    private final DatabaseAddress target;
    private final LoadSource source;
    private final LoadOptions options;
    private final String schema;
    private final List<String> refused = new ArrayList<>();
    private final Map<String, String> unmade = new TreeMap<>();
    /** What was not made here may be what a view reads. */
    private boolean isWhole = true;
    private String denied;

    Trial(DatabaseAddress target, LoadSource source, LoadOptions options) {
        this.target = target;
        this.source = source;
        this.options = options;
        this.schema = name(target.schema());
    }

    /**
     * Tries all that the options want.
     *
     * @throws UnfitServerException names what the server refused to make, and its reasons
     */
    Foreseen demand(Files files) {
        try (Session session = new Connections(target.withSchema("")).open()) {
            Privileges privileges = Privileges.of(session);
            if (!privileges.allow("CREATE", "*.*") || !privileges.allow("DROP", "*.*")) {
                return new Foreseen(true, List.of("what the dump defines was not tried beforehand: the account may not make a schema for that"), Map.of());
            }
            begin(session);
            try (AutoCloseableSchema made = this::drop) {
                Marker.make(session, schema, TRIED + target.schema());
                session.execute("USE " + Identifier.quote(schema));
                make(session, files);
            }
            if (!refused.isEmpty()) {
                throw new UnfitServerException("loading into " + target + " refused: this server, " + session.server().version() + ", cannot make what the dump defines: "
                        + String.join("; ", refused.subList(0, Math.min(MOST_NAMED, refused.size()))) + (refused.size() > MOST_NAMED ? "; and " + (refused.size() - MOST_NAMED) + " more" : ""),
                    "Load into a server such as the dump came from, or single tables with --table. Nothing has been changed in the database.");
            }
        }
        return new Foreseen(true, Optional.ofNullable(denied).stream().toList(), isWhole && denied == null ? unmade : Map.of());
    }

    /** Always the same for a target, whose restore is the only one there is meanwhile. */
    public static String name(String target) {
        return "cerb_backup_trial_" + UUID.nameUUIDFromBytes(target.getBytes(StandardCharsets.UTF_8)).toString().substring(0, 13).replace('-', '_');
    }

    /** Drops what a trial of a restore to the target has left that was killed, and nothing without its marker; for whoever knows that nobody else restores to it. */
    public static void removeLeft(Session session, String target) {
        if (Marker.find(session, name(target)).filter(marker -> marker.identity().equals(TRIED + target)).isPresent()) {
            session.execute("DROP DATABASE " + Identifier.quote(name(target)));
        }
    }

    /** Who restores to the target holds its lock. */
    private void begin(Session session) {
        removeLeft(session, target.schema());
        try {
            session.execute("CREATE DATABASE " + Identifier.quote(schema));
        } catch (DatabaseException e) {
            if (e.errorCode() == ErrorCode.ER_DB_CREATE_EXISTS) {
                throw new DatabaseException("loading into " + target + " refused: the schema " + schema + ", in which its definitions are tried beforehand, is there already",
                    "A restore of an older version may have left it when it was killed, and then it holds no row: see what is in it, DROP DATABASE " + Identifier.quote(schema) + ", and restore again. Nothing has been changed in the database.", e);
            }
            throw e;
        }
    }

    /** In a session of its own: that of the trial may have been cut off. */
    private void drop() {
        try (Session session = new Connections(target.withSchema("")).open()) {
            session.execute("DROP DATABASE " + Identifier.quote(schema));
        }
    }

    /** Drops it, with no other exception than the server's. */
    private interface AutoCloseableSchema extends AutoCloseable {
        @Override
        void close();
    }

    private void make(Session session, Files files) {
        ScriptLoader scripts = new ScriptLoader(session, source);
        Predicate<String> wanted = ScriptLoader.making(options.tables()).and(sql -> !ScriptLoader.makes(sql, Marker.TABLE) && !isElsewhere(sql));
        for (List<String> paths : List.of(files.definitions(), files.programs())) {
            paths.forEach(path -> scripts.read(path, wanted, sql -> make(scripts, EventState.disabled(options.made(sql)))));
        }
        // A function that the server takes for one of the schema is one that it does not have, and the other family has.
        scripts.unmade().entrySet().stream().filter(view -> view.getValue().startsWith("FUNCTION " + schema + "."))
                .forEach(view -> refused.add(view.getKey() + ": " + view.getValue().replace(schema, target.schema())));
        // What names the target's schema is not there yet.
        Pattern ofTarget = Pattern.compile("(?<![\\w$.])" + Pattern.quote(target.schema()) + "[.']");
        scripts.unmade().entrySet().stream().filter(view -> !ofTarget.matcher(view.getValue()).find()).forEach(view -> unmade.put(view.getKey(), view.getValue().replace(schema, target.schema())));
    }

    private boolean isElsewhere(String sql) {
        Code code = Code.of(sql);
        boolean isElsewhere = code.makes("table") && code.has(ELSEWHERE);
        isWhole &= !isElsewhere;
        return isElsewhere;
    }

    /** What refers to something that is not there was left out here, or will be named at the end. */
    private void make(ScriptLoader scripts, String sql) {
        try {
            scripts.make(sql);
        } catch (DatabaseException e) {
            if (ErrorCode.DENIED.contains(e.errorCode())) {
                // of the trial's schema alone, perhaps
                denied = "not all that the dump defines could be tried beforehand: " + e.getCause().getMessage();
            } else if (!ErrorCode.MISSING_FOR_VIEW.contains(e.errorCode())) {
                String object = Code.of(sql).object();
                String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
                refused.add((object.isEmpty() ? sql.substring(0, Math.min(60, sql.length())) : object) + ": " + reason.replace(schema, target.schema()));
            }
        }
    }
}
