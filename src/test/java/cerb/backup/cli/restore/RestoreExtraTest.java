package cerb.backup.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.StorageSource;
import cerb.backup.operation.observer.Observers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The files that a helpdesk needs beside its database and its storage come back, to where they were or elsewhere. */
final class RestoreExtraTest {
    @TempDir
    private Path root;
    private final List<String> failures = new ArrayList<>();

    @Test
    void bringsTheConfigurationBackAndChangesNoDirectoryThatIsThere() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        Path web = Files.createDirectories(root.resolve("srv/web"));
        Path config = Files.writeString(web.resolve("framework.config.php"), "<?php define('APP_DB_PASS', 's')");
        Path env = Files.writeString(Files.createDirectory(root.resolve("srv/compose")).resolve(".env"), "A=b");
        try (Engine engine = Engine.openOrInitialise(helpdesk.options().withStorage(new StorageSource(helpdesk.storage, true, List.of(), false, List.of(config, env), null)), new Observers())) {
            helpdesk.recoveryPoint(engine, 1);
        }
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Path obstacle = Files.createFile(elsewhere.resolve("obstacle"));
        String[] both = {"--extra-to", elsewhere.toString(), "--storage-to", root.resolve("restored").toString()};
        assertThat(restore(both)).isEqualTo(1);
        assertThat(failures).singleElement().asString().contains("elsewhere: it is not empty");
        assertThat(root.resolve("restored")).as("not begun").doesNotExist();
        Files.delete(obstacle);
        assertThat(restore(both)).as("%s", failures).isZero();
        assertThat(root.resolve("restored").toFile().list()).containsExactlyInAnyOrder("_master.key", "version.php");
        assertThat(elsewhere.resolve("." + env)).hasContent("A=b");
        Path tree = elsewhere.resolve("." + web.getParent());
        Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxr-x---"));
        Files.delete(elsewhere.resolve("." + env));
        assertThat(restore("--extra-to", elsewhere.toString())).isEqualTo(1);
        assertThat(failures).hasSize(2).last().asString().contains("it is not empty");
        assertThat(restore("--extra-to", elsewhere.toString(), "--overwrite")).isZero();
        assertThat(elsewhere.resolve("." + env)).hasContent("A=b");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tree))).isEqualTo("rwxr-x---");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere.resolve("." + config)))).isEqualTo("rw-------");
    }

    @Test
    void dryRunRefusesWhatTheRestoreRefusesAndNeitherMakesAnything() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 3);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
        }
        Path full = Files.createDirectory(root.resolve("full"));
        Files.createFile(full.resolve("file"));
        String made = root.resolve("made").toString();
        refused("full: it is not empty", "--storage-to", full.toString());
        refused("is no directory", "--storage-to", full.resolve("file/below").toString());
        refused("holds no extra files", "--storage-to", made, "--extra-to", root.resolve("other").toString());
        refused("holds nothing at [plugins]", "--storage-to", made, "--path", "plugins");
        assertThat(root.resolve("made")).doesNotExist();
        assertThat(restore("--storage-to", made, "--path", "attachments", "--path", "plugins")).as("%s", failures).isEqualTo(3);
        assertThat(restore("--dry-run", "--storage-to", root.resolve("new").toString(), "--path", "attachments", "--path", "plugins")).isEqualTo(3);
        assertThat(root.resolve("new")).doesNotExist();
    }

    private void refused(String why, String... options) throws IOException {
        for (String first : List.of("--quiet", "--dry-run")) {
            failures.clear();
            assertThat(restore(Stream.concat(Stream.of(first), Stream.of(options)).toArray(String[]::new))).isEqualTo(1);
            assertThat(failures).singleElement().asString().contains(why);
        }
    }

    private int restore(String... more) throws IOException {
        Path password = Files.writeString(root.resolve("password"), HelpdeskFixture.PASSWORD);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Path file = Files.writeString(root.resolve("cerb-backup.properties"), "repository.directory=" + root.resolve("repository") + "\nrepository.password-file=" + password
                + "\nstorage.directory=" + root.resolve("storage") + "\n");
        return new CommandLine(new RestoreVerb()).setExecutionExceptionHandler((e, command, parsed) -> {
            failures.add(e.getMessage());
            return 1;
        })
                .execute(Stream.concat(Stream.of("--config", file.toString()), Stream.of(more)).toArray(String[]::new));
    }
}
