package cerb.backup.demo.play;

import cerb.backup.cli.Verb;
import cerb.backup.cli.output.FailureException;
import cerb.backup.crypto.Password;
import cerb.backup.demo.EmbeddedDatabase;
import cerb.backup.demo.helpdesk.HelpdeskSize;
import java.nio.file.Path;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows on this machine what cerb-backup does. {@code --debug} is looked at by the program itself. */
@Command(name = "demo", mixinStandardHelpOptions = true,
        description = "Fill a helpdesk, back it up while it works, restore it from S3 alone, and compare every row and byte.",
        footer = {"", "Everything it needs comes with it: a MariaDB server and an S3 server. Nothing outside a temporary directory is touched.",
            "Exit codes: 0 all is equal, 1 it is not."})
public final class DemoVerb implements Verb {
    @Option(names = "--stay", description = "Leave it running at the end, and say where to look.")
    private boolean stay;

    @Option(names = "--tickets", paramLabel = "N", description = "Tickets of the helpdesk; ${DEFAULT-VALUE} by default.", defaultValue = "3000")
    private int tickets;

    @Option(names = "--attachments", paramLabel = "N", description = "Attachments of the helpdesk; ${DEFAULT-VALUE} by default.", defaultValue = "2000")
    private int attachments;

    @Option(names = "--database-host", paramLabel = "HOST",
            description = "Use this MariaDB or MySQL server instead of the embedded one, in schemas of the demo's own.")
    private String host;

    @Option(names = "--database-port", paramLabel = "PORT", description = "Its port; ${DEFAULT-VALUE} by default.", defaultValue = "3306")
    private int port;

    @Option(names = "--database-user", paramLabel = "USER", description = "An account there that may make schemas and accounts; ${DEFAULT-VALUE} by default.", defaultValue = "root")
    private String user;

    @Option(names = "--database-password-file", paramLabel = "FILE", description = "File that holds its password; none by default.")
    private Path passwordFile;

    @Option(names = "--debug", description = "Show where an error happened.")
    private boolean debug;

    @Override
    public Integer call() throws Exception {
        var size = new HelpdeskSize(tickets, attachments, HelpdeskSize.DEMO.attachmentBytes());
        try (var scene = Scene.build(this::database, new Account())) {
            return new Demo(scene, size).play(stay) ? 0 : 1;
        }
    }

    private DemoDatabase database() {
        if (host != null) {
            return given();
        }
        EmbeddedDatabase.obstacle().ifPresent(obstacle -> {
            throw FailureException.refused("cannot start a database: " + obstacle,
                    "Name a MariaDB or MySQL server to work on with --database-host.");
        });
        return DemoDatabase.embedded();
    }

    private DemoDatabase given() {
        var database = DemoDatabase.at(host, port, user, passwordFile == null ? null : Password.readSecret(passwordFile));
        try {
            database.version();
            return database;
        } catch (SQLException e) {
            throw FailureException.refused("cannot work on the server " + host + ":" + port + " as " + user + ": " + e.getMessage().lines().findFirst().orElse(""),
                    "Correct --database-host, --database-port, --database-user or --database-password-file.");
        }
    }
}
