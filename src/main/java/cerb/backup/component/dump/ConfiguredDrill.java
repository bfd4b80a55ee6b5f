package cerb.backup.component.dump;

import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.StorageKind;
import cerb.backup.crypto.Password;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.operation.drill.DrillOptions;
import cerb.backup.operation.gate.LiveDirectories;

/** The targets of drills that the settings name. */
public final class ConfiguredDrill {
    private ConfiguredDrill() {}

    /** Directory and server of drills, and what is live. */
    public static DrillOptions options(Settings settings) {
        DatabaseAddress live = ConfiguredDatabase.address(settings);
        return new DrillOptions(settings.get(Keys.INSTANCE_NAME), settings.sinks(), settings.get(Keys.DRILL_DIRECTORY), null, server(settings, live),
                new DrillOptions.Live(live, LiveDirectories.of(settings), settings.get(Keys.DRILL_DATABASE_LIVE)), settings.get(Keys.STORAGE_KIND) == StorageKind.CERB,
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
}
