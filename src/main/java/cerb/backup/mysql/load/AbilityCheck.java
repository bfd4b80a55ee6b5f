package cerb.backup.mysql.load;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.UnfitServerException;
import cerb.backup.mysql.load.ability.Definers;
import cerb.backup.mysql.load.ability.Obstacles;
import cerb.backup.mysql.load.text.Files;
import java.util.List;
import java.util.function.Predicate;

/** Refuses a dump which the target cannot hold as it was, before anything is changed. */
final class AbilityCheck {
    private static final int MOST_NAMED = 10;

    private final DatabaseAddress target;
    private final Files files;
    private final Scripts scripts;

    AbilityCheck(DatabaseAddress target, Files files, Scripts scripts) {
        this.target = target;
        this.files = files;
        this.scripts = scripts;
    }

    /** Throws where not all that the options want can be made. */
    void demand(LoadOptions options) {
        Predicate<String> wanted = ScriptLoader.making(options.tables());
        try (Session session = new Connections(target.withSchema("")).open()) {
            Definers definers = new Definers(session);
            Obstacles obstacles = new Obstacles(session);
            for (List<String> paths : List.of(files.definitions(), files.programs())) {
                scripts.each(paths, sql -> {
                    if (wanted.test(sql)) {
                        obstacles.look(sql);
                        definers.look(options.made(sql));
                    }
                });
            }
            List<String> found = obstacles.found();
            if (!found.isEmpty()) {
                throw new UnfitServerException("loading into " + target + " refused: this server, " + obstacles.server() + ", cannot hold the dump as it was: "
                        + String.join("; ", found.subList(0, Math.min(MOST_NAMED, found.size()))) + (found.size() > MOST_NAMED ? "; and " + (found.size() - MOST_NAMED) + " more" : ""),
                    "Load into a server such as the dump came from, or single tables with --table. Nothing has been changed in the database.");
            }
            definers.demand(target);
        }
    }
}
