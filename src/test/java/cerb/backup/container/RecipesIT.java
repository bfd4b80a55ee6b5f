package cerb.backup.container;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.DoctorsWarnings;
import cerb.backup.demo.comparison.SchemaContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the recipes of {@code docker/README.md}, from its own text, on a {@link Host} without an engine. */
final class RecipesIT {
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path home;

    private Host host;

    @BeforeEach
    void prepare() throws Exception {
        host = new Host(home);
    }

    @AfterEach
    void end() throws Exception {
        host.close();
    }

    @Test
    void aLookAtIt() throws Exception {
        List<String> lines = block("A look at it", "sh").lines().toList();
        host.run("compose.yaml", lines.get(0) + "\n");
        host.makeAccount(Files.readString(home.resolve("docker/secrets/database-password")).strip());
        host.fill(Files.readString(Path.of("docker/demo/helpdesk.sql")));
        host.run("compose.yaml", "docker/demo/storage " + host.storage() + "\n" + String.join("\n", lines.subList(1, lines.size())));
        assertThat(home.resolve("restored/demo/attachments/8/q/1")).hasContent("hello, attachment");
        assertThat(host.pid()).as("nothing runs any longer").isEmpty();
    }

    @Test
    void besideACerbAndBackAgain() throws Exception {
        host.sql(block("Beside your Cerb, with MySQL 8.4 and S3", "sql"));
        host.fill(Files.readString(Path.of("docker/demo/helpdesk.sql")));
        host.run("compose.existing.yaml", "docker/demo/storage " + host.storage());
        String doctor = "run --rm cerb-backup doctor\n";
        host.run("compose.existing.yaml", block("Beside your Cerb, with MySQL 8.4 and S3", "sh").replace(doctor, doctor.strip() + " > doctor.txt || test $? = 3\n")
                + "docker compose -f docker/compose.existing.yaml exec cerb-backup cerb-backup sync --timeout 60s\n");
        assertThat(DoctorsWarnings.in(home.resolve("doctor.txt"))).as("what a machine of tests has that a reader's should not")
                .containsExactly("repository: DIR is on the same file system as DIR");
        host.run("compose.existing.yaml", blocks("Beside your Cerb, with MySQL 8.4 and S3", "sh").get(1));

        oneAttachmentAndOneFileBack();

        host.lose();
        host.makeAdministrator(home.resolve("docker/secrets/admin-password"));
        host.sql(block("Everything back, on a new host", "sql"));
        host.run("compose.existing.yaml", block("Everything back, on a new host", "sh"));
        assertThat(home.resolve("restored/storage/attachments/8/q/1")).hasContent("hello, attachment");
        try (Connection before = host.connect(host.schema()); Connection back = host.connect(host.schema() + "_back")) {
            assertThat(SchemaContents.read(back).differences(SchemaContents.read(before))).isEmpty();
        }
    }

    private void oneAttachmentAndOneFileBack() throws Exception {
        Path attachments = host.storage().resolve("attachments/8/q");
        Files.delete(attachments.resolve("1"));
        Files.delete(attachments.resolve("2"));
        host.fill("DELETE FROM attachment WHERE name = 'hello.txt'");
        for (String recipe : blocks("One deleted file back", "sh")) {
            host.run("compose.existing.yaml", recipe);
        }
        assertThat(home.resolve("recovered-file")).hasContent("hello, attachment");
        assertThat(home.resolve("recovered-other-file")).hasContent("a second one");
        Files.copy(home.resolve("recovered-file"), attachments.resolve("1"));
        Files.copy(home.resolve("recovered-other-file"), attachments.resolve("2"));
        host.fill(Files.readString(home.resolve("recovered-rows.sql")));
    }

    private static String block(String heading, String language) throws IOException {
        return blocks(heading, language).get(0);
    }

    private static List<String> blocks(String heading, String language) throws IOException {
        String readme = Files.readString(Path.of("docker/README.md"));
        String section = readme.substring(readme.indexOf("## " + heading));
        int end = section.indexOf("\n## ");
        return BLOCK.matcher(end < 0 ? section : section.substring(0, end)).results().filter(found -> found.group(1).equals(language)).map(found -> found.group(2)).toList();
    }
}
