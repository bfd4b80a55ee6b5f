package cerb.backup.demo.play;

import cerb.backup.demo.EmbeddedS3;
import cerb.backup.demo.TemporaryDirectory;
import cerb.backup.demo.helpdesk.Helpdesk;
import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Supplier;

/** The servers, schemas, accounts and directories of one demo. Closing removes all of them. */
final class Scene implements AutoCloseable {
    static final String BUCKET = "helpdesk-backup";
    private static final int NAME_LENGTH = 6;

    private final Account account;
    private final TemporaryDirectory home;
    private final Places places;
    private final DemoDatabase database;
    private final EmbeddedS3 s3;
    private final String schema = "cerb_demo_" + Places.random().substring(0, NAME_LENGTH);

    private Scene(Account account, TemporaryDirectory home, Places places, DemoDatabase database, EmbeddedS3 s3) {
        this.account = account;
        this.home = home;
        this.places = places;
        this.database = database;
        this.s3 = s3;
    }

    static Scene build(Supplier<DemoDatabase> server, Account account) throws IOException, SQLException {
        account.progress("starting a database and an S3 server");
        // The server first: one that cannot be had leaves nothing behind.
        var database = server.get();
        var home = TemporaryDirectory.create("cerb-backup-demo-");
        var places = new Places(home.path());
        var scene = new Scene(account, home, places, database, EmbeddedS3.start(places.bucketRoot()));
        try {
            scene.prepare();
        } catch (IOException | SQLException | RuntimeException e) {
            scene.close();
            throw e;
        }
        account.step("a database server (" + scene.database.version() + ") and an S3 server run, below " + home.path());
        return scene;
    }

    private void prepare() throws IOException, SQLException {
        s3.createBucket(BUCKET);
        database.createSchema(schema);
        database.createSchema(restoredSchema());
        database.createReader(reader(), places.writeSecret("database", Places.random()), schema);
        database.createWriter(writer(), places.writeSecret("restore-database", Places.random()), restoredSchema());
        places.writeSecret("repository", Places.random());
        places.writeSecret("s3-access-key", s3.accessKey());
        places.writeSecret("s3-secret-key", s3.secretKey());
        places.writeConfiguration(database, schema, reader(), s3, BUCKET);
    }

    Account account() {
        return account;
    }

    Places places() {
        return places;
    }

    EmbeddedS3 s3() {
        return s3;
    }

    Helpdesk helpdesk() {
        return new Helpdesk(database, schema, places.storage());
    }

    /** The scratch copy that is restored. */
    Helpdesk restored() {
        return new Helpdesk(database, restoredSchema(), places.restoredStorage());
    }

    /** The account that restores. */
    String writer() {
        return schema + "_w";
    }

    private String reader() {
        return schema + "_r";
    }

    private String restoredSchema() {
        return schema + "_restored";
    }

    @Override
    public void close() throws SQLException {
        try {
            s3.close();
            database.close();
        } finally {
            home.close();
        }
    }
}
