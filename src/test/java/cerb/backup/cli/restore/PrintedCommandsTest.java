package cerb.backup.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.cli.source.From;
import cerb.backup.cli.source.RepositorySource;
import cerb.backup.cli.verb.Verbs;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.report.ShellWord;
import cerb.backup.operation.restore.CommandWords;
import cerb.backup.operation.restore.Restore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ParseResult;

/** What a restore prints for people who are in a hurry works where they paste it. */
class PrintedCommandsTest {
    private static final String SINK = "offsite";

    @TempDir
    private Path root;

    @Test
    void nameAgainWhatTheRestoreWasGiven() throws Exception {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        Settings settings = settings(Map.of("sink.offsite.bucket", "desks", "sink.offsite.prefix", "one/", "repository.password-file", "/etc/it's"));
        CommandWords words = words(settings, SINK, "latest", "--at", "2026-11-23", "--config", "/etc/my desk/x.properties", "--from", SINK, "-p", "/etc/it's", "--database-to", "cerb", "--table", "custom_*",
                "--table", "ticket", "--overwrite", "--dry-run", "--json");
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
            List<String> commands = commands(engine, words);
            String id = new Snapshots(engine.repository(), "cerb").choose("latest", null, true).id().shortName();
            String reading = " --config '/etc/my desk/x.properties' --from offsite --password-file '/etc/it'\\''s'";
            assertThat(commands).startsWith("cerb-backup restore " + id + reading + " --database-to cerb --table 'custom_*' --table ticket --overwrite",
                    "restic -r s3:https://s3.us-east-1.amazonaws.com/desks/one --password-file '/etc/it'\\''s' restore " + id + " --target DIR");
            assertThat(commands).anyMatch(command -> command.startsWith("mysql -e \"CREATE DATABASE SCHEMA\" && cat DIR/database/cerb/schema.sql ") && command.endsWith("| mysql --comments SCHEMA"));
            assertThat(commands(engine, words(settings, SINK, "--from", SINK)).get(0)).isEqualTo("cerb-backup restore " + id + " --from offsite --database-to SCHEMA --storage-to DIR");
        }
    }

    @Test
    void resticsRestoresWherePasted() throws Exception {
        Oracles.restic(ResticVersion.INSTALLED);
        HelpdeskFixture helpdesk = new HelpdeskFixture(Files.createDirectory(root.resolve("a helpdesk's")));
        helpdesk.attach(1, 3);
        Path password = Files.writeString(helpdesk.root.resolve("password"), HelpdeskFixture.PASSWORD);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
            CommandWords words = words(settings(Map.of("repository.directory", helpdesk.repository.toString(), "repository.password-file", password.toString())), null);
            String restic = commands(engine, words).stream().filter(command -> command.startsWith("restic ")).findFirst().orElseThrow();
            Process process = new ProcessBuilder("sh", "-c", restic.replace("DIR", ShellWord.quoted(root.resolve("back").toString()))).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
        }
        assertThat(TreeListing.of(root.resolve("back/storage"))).isEqualTo(TreeListing.of(helpdesk.storage));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "sink.offsite.directory=/mnt/disk | /mnt/disk", "sink.offsite.host=vault,sink.offsite.user=b,sink.offsite.directory=/srv/r,sink.offsite.private-key-file=/k | sftp:b@vault:/srv/r",
        "sink.offsite.host=vault,sink.offsite.port=2222,sink.offsite.directory=/srv/r,sink.offsite.private-key-file=/k | sftp://vault:2222//srv/r",
        "sink.offsite.host=ftp,sink.offsite.directory=/srv/r | -", "instance.name=x | -"})
    void placeOfASinkIsInResticsSpellingOrNotThere(String keys, String place) {
        Map<String, String> values = new HashMap<>();
        List.of(keys.split(",")).forEach(key -> values.put(key.substring(0, key.indexOf('=')), key.substring(key.indexOf('=') + 1)));
        assertThat(words(settings(values), SINK, "--from", SINK).restic()).isEqualTo(place == null ? List.of() : List.of("-r", place));
    }

    @Test
    void aMissingRepositoryIsNoReasonToMakeAnother() {
        Settings settings = settings(Map.of("repository.directory", root.resolve("none").toString()));
        assertThatThrownBy(() -> RepositorySource.open(settings, null)).hasMessageContaining("no such directory").hasMessageContaining("--from offsite");
        Settings empty = settings(Map.of("repository.directory", root.toString()));
        assertThatThrownBy(() -> RepositorySource.open(empty, null)).hasMessageContaining("no repository in").hasMessageContaining("--from offsite");
    }

    private static List<String> commands(Engine engine, CommandWords words) {
        return new Restore(engine.repository(), Observer.NONE, words, Duration.ZERO).plan(new Snapshots(engine.repository(), "cerb").choose("latest", null, true), List.of()).commands();
    }

    private static CommandWords words(Settings settings, String place, String... arguments) {
        String[] line = Stream.concat(Stream.of("restore"), Stream.of(arguments)).toArray(String[]::new);
        ParseResult given = Verbs.program("restore", List.of()).parseArgs(line).subcommand();
        From from = new From();
        from.choose(place);
        return GivenWords.of(given, from, settings);
    }

    private static Settings settings(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(values);
        all.put("sinks", SINK);
        return Settings.of(all, Map.of("RESTIC_PASSWORD", HelpdeskFixture.PASSWORD));
    }
}
