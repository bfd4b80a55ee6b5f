package cerb.backup.mysql.load.trial;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Server;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.UnfitServerException;
import cerb.backup.mysql.load.ability.Definers;
import cerb.backup.mysql.load.ability.Foreseen;
import cerb.backup.mysql.load.ability.Obstacles;
import cerb.backup.mysql.load.script.LoadOptions;
import cerb.backup.mysql.load.script.LoadSource;
import cerb.backup.mysql.load.script.ScriptLoader;
import cerb.backup.mysql.load.script.Scripts;
import cerb.backup.mysql.load.text.Code;
import cerb.backup.mysql.load.text.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Refuses a dump, or a hot copy, whose definitions the target cannot make as they were, before anything is changed. For one thread. */
public final class AbilityCheck {
    private static final int MOST_NAMED = 10;

    private final DatabaseAddress target;
    private final LoadSource source;
    private final LoadOptions options;
    private final Files files;

    /** Of what the options want of a dump. */
    public AbilityCheck(DatabaseAddress target, LoadSource source, LoadOptions options) {
        this.target = target;
        this.source = source;
        this.options = options;
        this.files = Files.of(source.paths(), options::wants);
    }

    /**
     * Asks the server whether it has all that is needed.
     *
     * @throws UnfitServerException names what it lacks, or the account may not do
     */
    public void demand() {
        try (Session session = new Connections(target.withSchema("")).open()) {
            Definers definers = new Definers(session);
            Obstacles obstacles = new Obstacles(session);
            each(sql -> {
                obstacles.look(sql);
                definers.look(options.made(sql));
            });
            List<String> found = obstacles.found();
            if (!found.isEmpty()) {
                throw new UnfitServerException("loading into " + target + " refused: this server, " + obstacles.server() + ", cannot hold the dump as it was: "
                        + String.join("; ", found.subList(0, Math.min(MOST_NAMED, found.size()))) + (found.size() > MOST_NAMED ? "; and " + (found.size() - MOST_NAMED) + " more" : ""),
                    "Load into a server such as the dump came from, or single tables with --table. Nothing has been changed in the database.");
            }
            definers.demand(target);
        }
    }

    /**
     * Tries it, unless it was tried already, where a failure would cost something, or is likely, or a view may lack what it reads. An empty schema at a server such as the dump is of
     * loses nothing, and what that server has made it makes again.
     *
     * @param server of the target
     * @param drops  whether the load would drop something
     * @throws UnfitServerException names what the server refused to make, and its reasons
     */
    public Foreseen foresee(Server server, boolean drops) {
        boolean isNeeded = drops || !options.isOf(server) || hasViews();
        return isNeeded && !options.tried() ? new Trial(target, source, options).demand(files) : Foreseen.NOTHING;
    }

    private boolean hasViews() {
        AtomicBoolean found = new AtomicBoolean();
        each(sql -> {
            if (Code.of(sql).makes("view")) {
                found.set(true);
            }
        });
        return found.get();
    }

    private void each(Consumer<String> statement) {
        Predicate<String> wanted = ScriptLoader.making(options.tables());
        for (List<String> paths : List.of(files.definitions(), files.programs())) {
            new Scripts(source).each(paths, sql -> {
                if (wanted.test(sql)) {
                    statement.accept(sql);
                }
            });
        }
    }
}
