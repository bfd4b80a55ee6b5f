package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.cerb.StorageKey;
import cerb.backup.demo.EmbeddedDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** What a reader of the README has: a helpdesk, a bucket, secrets, and the programs on the PATH; below one directory that stands for {@code /}. */
final class ReadersMachine {
    private static final Path DISTRIBUTION = Path.of("target/cerb-backup").toAbsolutePath();
    private static final String ADMIN = "admin's password";

    private final Path root;
    private final EmbeddedDatabase server = Oracles.mariadb();
    private final String bucket = Oracles.newBucket("readme");

    ReadersMachine(Path root) throws IOException, SQLException {
        this.root = root;
        Path etc = Files.createDirectories(root.resolve("etc/cerb-backup"));
        secret(etc.resolve("admin-password"), ADMIN);
        secret(etc.resolve("access-key"), Oracles.s3().accessKey());
        secret(etc.resolve("secret-key"), Oracles.s3().secretKey());
        makeStorage(root.resolve("var/www/cerb/storage"));
        makeDatabase();
        makePrograms(Files.createDirectories(root.resolve("bin")));
    }

    /** Writes the reader's configuration: the README's own lines, and where this machine's database and S3 server are. */
    void configure(String properties) throws IOException {
        String here = "\ndatabase.port=" + server.port() + "\nrepository.minimum-free=1%\ndrill.directory=/backups/drill\nmanagement.port=0\n"
                + "sink.offsite.endpoint=" + Oracles.s3().endpoint()
                + "\nsink.offsite.access-key-file=/etc/cerb-backup/access-key\nsink.offsite.secret-key-file=/etc/cerb-backup/secret-key\n";
        Files.writeString(root.resolve("cerb-backup.properties"), below((properties + here).replace("my-bucket", bucket)));
    }

    /** With the data directory, and the user, of this machine's server. */
    String onTheServersHost(String script) throws IOException {
        Path data = server.dataDirectory();
        String owner = Files.getOwner(data).getName();
        return script.replace("/var/lib/mysql/", data + "/").replace("-o mysql -g mysql", "-o " + owner);
    }

    Path path(String name) {
        return root.resolve(name);
    }

    Connection connect(String schema) throws SQLException {
        return server.connect(schema);
    }

    /** Begins a script without waiting for its end. */
    Process begin(String script) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", below(script));
        shell.directory(root.toFile()).redirectErrorStream(true).redirectOutput(Files.createTempFile(root, "output", ".txt").toFile());
        shell.environment().put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
        shell.environment().put("HOME", root.toString());
        return shell.start();
    }

    /** Runs a script, which must end well, and returns what it printed. */
    String run(String script) throws IOException, InterruptedException {
        Path output = root.resolve("output.txt");
        Process process = begin("exec > " + output + "\n" + script);
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("ended: " + script).isTrue();
        String printed = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(script + "\n" + printed + "\n" + newestOutput()).isZero();
        return printed;
    }

    private String newestOutput() throws IOException {
        try (var files = Files.newDirectoryStream(root, "output*.txt")) {
            StringBuilder all = new StringBuilder();
            for (Path file : files) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)).append('\n');
            }
            return all.toString();
        }
    }

    private String below(String text) {
        String here = root.toString();
        return text.replace("/etc/", here + "/etc/").replace("/var/www/", here + "/var/www/")
                .replace("/backups/", here + "/backups/").replace("/restored/", here + "/restored/");
    }

    private void makePrograms(Path bin) throws IOException {
        program(bin.resolve("cerb-backup"), "verb=$1; shift; case $verb in attachment) verb=\"$verb $1\"; shift;; esac; exec " + DISTRIBUTION + "/bin/cerb-backup $verb --config "
                + root.resolve("cerb-backup.properties") + " \"$@\"");
        program(bin.resolve("mysql"), "exec " + server.client() + " --no-defaults -h127.0.0.1 -P" + server.port() + " -uroot \"$@\"");
    }

    private static void program(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static void secret(Path file, String text) throws IOException {
        Files.writeString(file, text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void makeStorage(Path storage) throws IOException {
        Files.writeString(Files.createDirectories(storage.resolve("attachments/8/q")).resolve("1"), "hello, attachment");
        Path invoice = storage.resolve(StorageKey.of("attachments", 4711).path("attachments"));
        Files.writeString(Files.createDirectories(invoice.getParent()).resolve(invoice.getFileName()), "an invoice");
        Files.writeString(storage.resolve("_master.key"), "master");
        Files.writeString(storage.resolve("version.php"), "<?php define('APP_BUILD_CACHED', 2026112301);");
    }

    private void makeDatabase() throws SQLException {
        server.createSchema("cerb");
        try (Connection connection = server.connect("cerb"); var statement = connection.createStatement()) {
            for (String sql : HELPDESK) {
                statement.execute(sql);
            }
        }
    }

    private static final String[] HELPDESK = {
        "DROP DATABASE IF EXISTS cerb_restored",
        "DROP DATABASE IF EXISTS cerb_by_hand",
        "DROP USER IF EXISTS backups@'127.0.0.1', admin@'127.0.0.1'",
        "CREATE USER admin@'127.0.0.1' IDENTIFIED BY \"" + ADMIN + "\"",
        "GRANT ALL ON *.* TO admin@'127.0.0.1' WITH GRANT OPTION",
        "CREATE TABLE attachment (id INT UNSIGNED PRIMARY KEY, name VARCHAR(255), mime_type VARCHAR(255), storage_size INT UNSIGNED, storage_key VARCHAR(255), storage_extension VARCHAR(255), storage_profile_id INT UNSIGNED, storage_sha1hash VARCHAR(40))",
        "CREATE TABLE cerb_property_store (extension_id VARCHAR(128), property VARCHAR(128), value TEXT, PRIMARY KEY (extension_id, property))",
        "CREATE TABLE attachment_link (attachment_id INT UNSIGNED, context VARCHAR(128), context_id INT UNSIGNED, PRIMARY KEY (attachment_id, context, context_id))",
        "INSERT INTO attachment VALUES (4711, 'invoice.pdf', 'application/pdf', 10, '" + StorageKey.of("attachments", 4711) + "', 'devblocks.storage.engine.disk', 0, SHA1('an invoice'))",
        "INSERT INTO attachment_link VALUES (4711, 'cerberusweb.contexts.message', 1)",
        "CREATE TABLE ticket (id INT UNSIGNED PRIMARY KEY AUTO_INCREMENT, subject VARCHAR(255))",
        "CREATE TABLE bayes_words (id INT PRIMARY KEY, word VARCHAR(64)) ENGINE=MyISAM",
        "INSERT INTO ticket (subject) VALUES ('it''s'), ('a\\nb'), (NULL)",
        "INSERT INTO bayes_words VALUES (1, 'spam')",
        "CREATE VIEW open_ticket AS SELECT id FROM ticket",
        "CREATE TRIGGER ticket_insert BEFORE INSERT ON ticket FOR EACH ROW SET NEW.subject = TRIM(NEW.subject)",
        "CREATE PROCEDURE count_tickets() SELECT COUNT(*) FROM ticket",
        "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM ticket WHERE id < 0",
    };
}
