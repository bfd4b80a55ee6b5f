package cerb.backup.operation;

import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.crypto.Password;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Tls;

/** The database that the settings name. */
public final class LiveDatabase {
    private LiveDatabase() {}

    /** Server, account and schema. The password is read each time a connection is opened, so that it may change. */
    public static DatabaseAddress of(Settings settings) {
        return new DatabaseAddress(settings.get(Keys.DATABASE_HOST), settings.get(Keys.DATABASE_PORT), settings.find(Keys.DATABASE_SOCKET).orElse(""),
                settings.get(Keys.DATABASE_NAME), settings.get(Keys.DATABASE_USER),
                () -> settings.secret(Keys.DATABASE_PASSWORD_FILE).map(Password::text).orElse(""), Tls.parse(settings.get(Keys.DATABASE_TLS)));
    }
}
