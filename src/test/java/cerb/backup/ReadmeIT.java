package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.ResticVersion;
import cerb.backup.demo.comparison.SchemaContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the README's own commands, in their order, from its own text: only directories, the database's port and the S3 server are put in
 * the place of those a reader has.
 */
final class ReadmeIT {
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);
    private static final String SETTING_UP = "How to point it at a real Cerb";
    private static final String STAYING = "How long snapshots stay";
    private static final String RESTORING = "How to restore";
    private static final String LOST = "When this machine is lost";
    private static final String CUPBOARD = "A copy in the cupboard";

    @TempDir
    Path home;

    @Test
    void commandsDoWhatTheReadmeSays() throws Exception {
        Oracles.restic(ResticVersion.INSTALLED);
        ReadersMachine machine = new ReadersMachine(home);
        machine.configure(block(SETTING_UP, "properties", 0));

        machine.run(block(SETTING_UP, "sh", 0).replace("cerb-backup run\n", "").replace("cerb-backup doctor\n", "cerb-backup doctor > doctor.txt || test $? = 3\n"));
        assertThat(DoctorsWarnings.in(home.resolve("doctor.txt"))).as("what a machine of tests has that a reader's should not")
                .containsExactly("binary log: binlog_format=MIXED", "binary log: sync_binlog=0", "repository: DIR is on the same file system as DIR", "repository: DIR is on the same file system as DIR");
        mirror(machine);
        machine.run(block(STAYING, "sh", 0));
        machine.run(block(RESTORING, "sh", 0));
        machine.run(block(RESTORING, "sh", 1));
        machine.run(block(RESTORING, "sh", 2));
        machine.run(block(RESTORING, "sh", 3));
        machine.run(block(LOST, "sh", 0));
        machine.run("mv /backups/repository /backups/lost\n" + block(LOST, "sh", 1));
        machine.run(block(CUPBOARD, "sh", 0));

        assertStorageIsThere("restored/storage", "restored/from-s3", "restored/by-restic/storage", "restored/elsewhere");
        assertThat(Files.readString(home.resolve("restored/attachment/invoice.pdf"))).isEqualTo("an invoice");
        SchemaContents helpdesk = contents(machine, "cerb");
        assertThat(contents(machine, "cerb_restored").differences(helpdesk)).isEmpty();
        assertThat(contents(machine, "cerb_by_hand").differences(helpdesk)).isEmpty();
        assertThat(programs(machine, "cerb_restored")).isEqualTo(programs(machine, "cerb_by_hand")).isEqualTo(List.of("count_tickets", "nightly", "ticket_insert"));
    }

    @Test
    void aHotCopyIsRestoredByHandAsTheReadmeSays() throws Exception {
        Oracles.restic(ResticVersion.INSTALLED);
        ReadersMachine machine = new ReadersMachine(home);
        machine.configure(block(SETTING_UP, "properties", 0) + "dump.method=hotcopy\n");
        machine.run(block(SETTING_UP, "sh", 0).replace("cerb-backup run\n", "").replace("cerb-backup doctor\n", ""));
        machine.run(block(RESTORING, "sh", 3).lines().filter(line -> line.contains("--include /database")).findFirst().orElseThrow());

        machine.run(machine.onTheServersHost(block("Hot copies", "sh", 0)));

        assertThat(contents(machine, "cerb_by_hand").differences(contents(machine, "cerb"))).isEmpty();
        assertThat(programs(machine, "cerb_by_hand")).isEqualTo(List.of("count_tickets", "nightly", "ticket_insert"));
    }

    @Test
    void quotesNothingButWhatIsTested() throws IOException {
        assertThat(BLOCK.matcher(readme()).results().filter(block -> block.group(1).equals("sh")).map(block -> block.group(2)))
                .as("a new block of commands needs a place in these tests").hasSize(14);
    }

    /** {@code cerb-backup run} until the sink holds everything. */
    private static void mirror(ReadersMachine machine) throws Exception {
        Process daemon = machine.begin("exec cerb-backup run");
        try {
            Instant end = Instant.now().plus(Duration.ofSeconds(90));
            while (!machine.run("cerb-backup status --json || true").replaceAll("\\s", "").matches("(?s).*\"backlog_files\":0,.*\"caught_up\":\".*")) {
                assertThat(Instant.now()).as("everything at the sink by").isBefore(end);
                assertThat(daemon.isAlive()).as("the daemon runs").isTrue();
                Thread.sleep(500);
            }
        } finally {
            daemon.destroy();
            assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).as("the daemon ends").isTrue();
        }
    }

    private void assertStorageIsThere(String... copies) {
        for (String copy : copies) {
            assertThat(home.resolve(copy).resolve("attachments/8/q/1")).hasContent("hello, attachment");
            assertThat(home.resolve(copy).resolve("_master.key")).hasContent("master");
        }
    }

    private static SchemaContents contents(ReadersMachine machine, String schema) throws SQLException {
        try (Connection connection = machine.connect(schema)) {
            return SchemaContents.read(connection);
        }
    }

    private static List<String> programs(ReadersMachine machine, String schema) throws SQLException {
        String sql = """
                SELECT routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()
                UNION ALL SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()
                UNION ALL SELECT event_name FROM information_schema.events WHERE event_schema = DATABASE() ORDER BY 1""";
        List<String> names = new ArrayList<>();
        try (Connection connection = machine.connect(schema); var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** A block of a language below a heading. */
    private static String block(String heading, String language, int number) throws IOException {
        String readme = readme();
        String section = readme.substring(readme.indexOf("## " + heading));
        return BLOCK.matcher(section.substring(0, section.indexOf("\n## "))).results()
                .filter(block -> block.group(1).equals(language)).map(block -> block.group(2)).toList().get(number);
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
