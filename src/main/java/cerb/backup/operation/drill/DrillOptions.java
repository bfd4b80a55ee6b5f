package cerb.backup.operation.drill;

import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.StorageKind;
import cerb.backup.crypto.Password;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.operation.LiveDatabase;
import cerb.backup.operation.gate.LiveDirectories;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Where a drill restores to, and what it must not touch.
 *
 * @param helpdesk       the name of the helpdesk whose recovery point is restored
 * @param sinks          the sinks that may be restored from; empty where there is none
 * @param directory      where a drill has its directory, which goes at its end; made if it is not there
 * @param storageTo      an empty or new directory that takes the files; null: in the drill's own
 * @param server         a database server that takes a schema, whose name is empty where the drill chooses one; null: a server that the drill starts
 * @param live           what it must not touch
 * @param kindOfCerb     whether the helpdesk is Cerb, so that its copy is neutralised
 * @param loaders        connections that load and compare tables
 * @param readers        packs that are read at once
 * @param repositoryDirectory where the last drill is written down, if it is there
 * @param assertions     a file of queries that have to hold in the restored database; null: none
 */
public record DrillOptions(String helpdesk, List<String> sinks, Path directory, Path storageTo, DatabaseAddress server, Live live, boolean kindOfCerb, int loaders, int readers,
        Path repositoryDirectory, Path assertions) {
    /** What the local repository is called where a drill has to make do with it. */
    public static final String LOCAL = "local";

    public DrillOptions {
        Objects.requireNonNull(helpdesk, "helpdesk");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(live, "live");
        Objects.requireNonNull(repositoryDirectory, "repositoryDirectory");
        sinks = List.copyOf(sinks);
    }

    /**
     * What is live.
     *
     * @param address the live database
     * @param paths   directories in which, or around which, nothing is restored: the live storage, the repository
     * @param mayUse  whether a schema of its own on the live server is fine
     */
    public record Live(DatabaseAddress address, LiveDirectories paths, boolean mayUse) {
        public Live {
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(paths, "paths");
        }
    }

    /** The targets that the settings name, and what is live. */
    public static DrillOptions of(Settings settings) {
        DatabaseAddress live = LiveDatabase.of(settings);
        return new DrillOptions(settings.get(Keys.INSTANCE_NAME), settings.sinks(), settings.get(Keys.DRILL_DIRECTORY), null, server(settings, live),
                new Live(live, LiveDirectories.of(settings), settings.get(Keys.DRILL_DATABASE_LIVE)), settings.get(Keys.STORAGE_KIND) == StorageKind.CERB,
                Math.max(1, settings.get(Keys.DUMP_PARALLELISM)), settings.get(Keys.ENGINE_THREADS), settings.get(Keys.REPOSITORY_DIRECTORY),
                settings.find(Keys.DRILL_ASSERTIONS).orElse(null));
    }

    /** The server that takes a schema; the live one where only that is allowed; null where the drill is to start one. */
    private static DatabaseAddress server(Settings settings, DatabaseAddress live) {
        String host = settings.find(Keys.DRILL_DATABASE_HOST).orElse("");
        String socket = settings.find(Keys.DRILL_DATABASE_SOCKET).orElse("");
        boolean named = !host.isEmpty() || !socket.isEmpty();
        if (!named && !settings.get(Keys.DRILL_DATABASE_LIVE)) {
            return null;
        }
        String user = settings.find(Keys.DRILL_DATABASE_USER).orElse("");
        DatabaseAddress place = named ? new DatabaseAddress(host, settings.get(Keys.DRILL_DATABASE_PORT), socket, "", live.user(), live.password(), live.tls()) : live.withSchema("");
        return user.isEmpty() ? place : new DatabaseAddress(place.host(), place.port(), place.socket(), "", user,
                () -> settings.secret(Keys.DRILL_DATABASE_PASSWORD_FILE).map(Password::text).orElse(""), place.tls());
    }

    /** The same with assertions; null: none. */
    public DrillOptions withAssertions(Path file) {
        return new DrillOptions(helpdesk, sinks, directory, storageTo, server, live, kindOfCerb, loaders, readers, repositoryDirectory, file);
    }

    /** The same with other targets, each null for those that are. */
    public DrillOptions withTargets(Path otherStorage, DatabaseAddress otherServer) {
        return new DrillOptions(helpdesk, sinks, directory, otherStorage == null ? storageTo : otherStorage, otherServer == null ? server : otherServer, live, kindOfCerb,
                loaders, readers, repositoryDirectory, assertions);
    }

    /** The sink whose turn it is: the one after that of the last drill, so that each of them is proven in time; {@link #LOCAL} where there is none. */
    public String nextSource() {
        if (sinks.isEmpty()) {
            return LOCAL;
        }
        int last = new LastDrill(repositoryDirectory).read().map(drill -> sinks.indexOf(drill.sink())).orElse(-1);
        return sinks.get((last + 1) % sinks.size());
    }
}
