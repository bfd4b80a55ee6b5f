package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.FailureException;
import cerb.backup.component.alert.Receiver;
import cerb.backup.component.store.OpenSsh;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.operation.observer.Observer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every secret is one that can be told from anything else, things go well and then wrong, and nothing that the program has written or shows holds one of them: output, logs, alerts, MBeans,
 * metrics, health, temporary files, the repository, the words of its processes.
 */
final class CanarySecretIT {
    private static final String[] WHERE_THEY_WERE_PUT = {".secret", "/sshd/key", "/cerb-backup.properties", "/framework.config.php"};

    @TempDir
    private Path root;

    private final Canaries canaries = new Canaries();
    private final Oracles.Database server = Oracles.database(Flavour.MARIADB);
    private Installed program;

    @Test
    void whatLooksForSecretsFindsThem() throws Exception {
        String secret = canaries.odd("planted");
        byte[] bytes = ("x" + secret).getBytes(StandardCharsets.UTF_8);
        List.of(secret, Base64.getUrlEncoder().encodeToString(bytes), Base64.getMimeEncoder().encodeToString(("xy" + secret).getBytes(StandardCharsets.UTF_8)).replace("\r\n", ""),
                HexFormat.of().withUpperCase().formatHex(bytes), URLEncoder.encode(secret, StandardCharsets.UTF_8)).forEach(text -> canaries.look("here", text));
        Files.writeString(root.resolve("planted"), "\u0000" + secret);
        canaries.lookInto(root);
        assertThat(canaries.found()).hasSize(6);
    }

    @Test
    void noSecretIsToldWhetherThingsGoWellOrWrong() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        String schema = server.newSchema("canary");
        String account = "c" + schema.replaceAll("[^a-z0-9]", "");
        try (EmbeddedS3 s3 = EmbeddedS3.start(canaries.odd("s3")); Receiver receiver = Receiver.start(); OpenSsh ssh = OpenSsh.start(Files.createDirectories(root.resolve("sshd")))) {
            s3.createBucket("offsite");
            Files.createDirectories(root.resolve("tmp"));
            program = new Installed(root).database(Oracles.mariadb(), schema).sink(s3, "offsite").variable("JAVA_OPTS", "-Djava.io.tmpdir=" + root.resolve("tmp"));
            program.set("database.user", account).set("database.password-file", program.secret("account", account(account, schema, canaries.odd("database"))).toString())
                    .set("repository.password-file", program.secret("repository", canaries.odd("repository")).toString());
            program.set("dump.accounts", "false");
            vault(ssh);
            String password = canaries.odd("smtp");
            mail.setUser("backup@example.org", "backup", password);
            mail.start();
            alerts(receiver, mail, password);
            goWell();
            try (Daemon daemon = program.start()) {
                assertThat(daemon.backup(Observer.NONE).exit()).isEqualTo(ExitCode.OK);
                daemon.awaitMirrored();
                look(daemon);
                verbsGoWell();
                goWrong(daemon, s3, receiver, mail, account);
                look(daemon);
            }
            verbsGoWrong(receiver);
        } finally {
            mail.stop();
            execute("DROP USER IF EXISTS '" + account + "'@'%'");
        }
        canaries.lookInto(root, WHERE_THEY_WERE_PUT);
        assertThat(canaries.looked()).as("texts that were looked into").isGreaterThan(1_000);
        assertThat(canaries.found()).isEmpty();
    }

    private String account(String name, String schema, String password) throws Exception {
        execute("CREATE USER '" + name + "'@'%' IDENTIFIED BY '" + password + "'");
        execute("GRANT ALL ON `" + schema + "`.* TO '" + name + "'@'%'");
        try (Connection connection = server.connect(schema); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE attachment (id INT UNSIGNED PRIMARY KEY, name VARCHAR(255), storage_size INT UNSIGNED, storage_key VARCHAR(255), storage_extension VARCHAR(255),"
                    + " storage_profile_id INT UNSIGNED, storage_sha1hash VARCHAR(40))");
        }
        return password;
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = server.connect(""); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Its key has a passphrase. */
    private void vault(OpenSsh ssh) throws Exception {
        Path key = ssh.site().privateKey();
        String passphrase = canaries.plain("passphrase");
        assertThat(new ProcessBuilder("ssh-keygen", "-q", "-p", "-f", key.toString(), "-P", "", "-N", passphrase).start().waitFor()).isZero();
        program.set("sinks", "offsite,vault").set("sink.vault.host", "127.0.0.1").set("sink.vault.port", Integer.toString(ssh.site().port())).set("sink.vault.user", ssh.site().user())
                .set("sink.vault.directory", Files.createDirectories(root.resolve("vault")).toString()).set("sink.vault.known-hosts", ssh.site().knownHosts().toString())
                .set("sink.vault.private-key-file", key.toString()).set("sink.vault.private-key-passphrase-file", program.secret("passphrase", passphrase).toString());
    }

    private void alerts(Receiver receiver, GreenMail mail, String password) throws IOException {
        program.set("alert.webhook-file", program.secret("webhook", receiver.url("/hook/" + canaries.plain("webhook"))).toString())
                .set("alert.heartbeat-file", program.secret("heartbeat", receiver.url("/ping/" + canaries.plain("heartbeat"))).toString())
                .set("alert.mail-to", "oncall@example.org").set("alert.mail-from", "backup@example.org").set("alert.smtp-host", "127.0.0.1").set("alert.smtp-tls", "none")
                .set("alert.smtp-port", Integer.toString(mail.getSmtp().getPort())).set("alert.smtp-user", "backup")
                .set("alert.smtp-password-file", program.secret("smtp", password).toString()).set("alert.settle", "100ms").set("alert.names", "true");
    }

    private void goWell() throws Exception {
        for (String verb : List.of("init", "doctor", "recovery-kit")) {
            Installed.Ended ended = program.run(verb, "--debug");
            assertThat(ended.code()).as(verb + ": " + ended.output() + ended.errors()).isNotEqualTo(1);
        }
    }

    /** Each beside the daemon, which does some of them. */
    private void verbsGoWell() throws Exception {
        ends(0, program.run("check", "--debug"));
        ends(0, program.run("restore", "--storage-to", root.resolve("restored").toString(), "--debug"));
    }

    private void goWrong(Daemon daemon, EmbeddedS3 s3, Receiver receiver, GreenMail mail, String account) throws Exception {
        execute("ALTER USER '" + account + "'@'%' IDENTIFIED BY 'another'");
        s3.beginOutage();
        receiver.answer(500);
        mail.stop();
        Files.writeString(program.storage().resolve("attachments/8/q/2"), "for a checkpoint, which the sink does not get");
        try {
            canaries.look("the answer to a backup", daemon.backup(Observer.NONE).result().toString());
        } catch (FailureException e) {
            canaries.look("an exception", e + " " + e.failure().paragraph());
        }
        daemon.await("alerts that fail are a problem", () -> daemon.status().path("problems").toString().matches("(?s).*alert-failed.*alert-failed.*alert-failed.*"));
        daemon.await("a sink that fails is one", () -> daemon.status().path("problems").toString().contains("Sink offsite fails"));
        s3.endOutage();
    }

    /** What each of these tells of is a secret that is wrong, or in the wrong place. */
    private void verbsGoWrong(Receiver receiver) throws Exception {
        ends(1, program.run("restore", "--database-to", "canary_restored", "--database-password-file", program.secret("wrong-restore", canaries.odd("wrongRestore")).toString(), "--debug"));
        ends(1, program.run("attachment", "restore", "77", "--to", root.resolve("attachment").toString(), "--debug"));
        ends(1, program.run("doctor", "--debug"));
        Path cerb = Files.createDirectory(root.resolve("cerb"));
        Files.writeString(cerb.resolve("framework.config.php"), "<?php\ndefine('APP_DB_HOST', '127.0.0.1');\ndefine('APP_DB_PORT', " + server.port() + ");\ndefine('APP_DB_DATABASE', 'canary');\n"
                + "define('APP_DB_PASS', '" + canaries.plain("application") + "');\ndefine('APP_STORAGE_PATH', '" + program.storage() + "');\n");
        ends(0, program.run("setup", "--cerb", cerb.toString(), "--dry-run", "--debug"));
        ends(1, program.run("setup", "--cerb", cerb.toString(), "--admin-user", "root", "--admin-password-file", program.secret("administrator", canaries.odd("administrator")).toString(),
                "--dry-run", "--debug"));
        String right = program.setting("sink.offsite.secret-key-file");
        ends(1, program.set("sink.offsite.secret-key-file", program.secret("wrong-s3", canaries.odd("wrongS3")).toString()).run("snapshots", "--from", "offsite", "--debug"));
        program.set("sink.offsite.secret-key-file", right);
        String password = program.setting("repository.password-file");
        ends(12, program.set("repository.password-file", program.secret("wrong-repository", canaries.odd("wrongRepository")).toString()).run("snapshots", "--debug"));
        program.set("repository.password-file", password);
        ends(1, program.set("alert.webhook-file", program.secret("wrong-webhook", "htp:/" + canaries.plain("wrongWebhook")).toString()).run("run", "--debug"));
        // adds a key as key add does, and removes the old one
        ends(0, program.run("key", "passwd", "--new-password-file", program.secret("changed", canaries.odd("changed")).toString(), "--debug"));
        ends(1, program.set("alert.webhook", receiver.url("/" + canaries.plain("written"))).run("status", "--debug"));
    }

    private static void ends(int code, Installed.Ended ended) {
        assertThat(ended.code()).as(ended.output() + ended.errors()).isEqualTo(code);
    }

    private void look(Daemon daemon) throws Exception {
        canaries.look("status", daemon.status().toString());
        for (String path : List.of("/observe/health", "/observe/metrics")) {
            URI address = URI.create("http://127.0.0.1:" + program.setting("management.port") + path);
            canaries.look(path, HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body());
        }
        RemoteBeans.look(daemon.pid(), canaries);
        ProcessHandle process = ProcessHandle.of(daemon.pid()).orElseThrow();
        List<ProcessHandle> family = Stream.concat(Stream.of(process), process.descendants()).toList();
        for (ProcessHandle each : family) {
            canaries.look("command line", Files.readString(Path.of("/proc", Long.toString(each.pid()), "cmdline"), StandardCharsets.ISO_8859_1));
            canaries.look("environment", Files.readString(Path.of("/proc", Long.toString(each.pid()), "environ"), StandardCharsets.ISO_8859_1));
        }
    }
}
