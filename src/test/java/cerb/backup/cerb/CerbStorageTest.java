package cerb.backup.cerb;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.storage.Exclusions;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CerbStorageTest {
    private final Exclusions exclusions = Exclusions.of(CerbStorage.EXCLUSIONS).and(CerbStorage.ALWAYS);
    @TempDir
    Path storage;

    @Test
    void anyOtherDirectoryIsRefused() throws IOException {
        Files.writeString(storage.resolve("something"), "x");
        assertThat(CerbStorage.inspect(storage)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WRONG_DIRECTORY);
            assertThat(finding.remedy()).contains("storage.kind=plain");
        });
    }

    @Test
    void aMissingKeyMakesItIncomplete() throws IOException {
        Files.createDirectory(storage.resolve("attachments"));
        assertThat(CerbStorage.inspect(storage)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.INCOMPLETE);
            assertThat(finding.message()).contains("_master.key is missing");
        });
        Files.createDirectory(storage.resolve("_master.key"));
        assertThat(CerbStorage.inspect(storage)).singleElement().satisfies(finding -> assertThat(finding.message()).contains("cannot be read"));
    }

    @Test
    void findsNothingWrongWithAStorageDirectory() throws IOException {
        Files.createDirectory(storage.resolve("attachments"));
        Files.writeString(storage.resolve("_master.key"), "x");
        assertThat(CerbStorage.inspect(storage)).isEmpty();
    }

    @Test
    void keysThatCannotBeReadMakeItIncomplete() throws IOException {
        Files.writeString(storage.resolve("_master.key"), "x");
        Files.writeString(storage.resolve("keys"), "no directory");
        assertThat(CerbStorage.inspect(storage)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.INCOMPLETE);
            assertThat(finding.message()).contains("keys cannot be read");
        });
    }

    @Test
    void remarksKeysThatAreNotThereAndAConfigurationThatIsNotCovered() throws IOException {
        Path cerb = Files.createDirectory(storage.resolve("cerb"));
        Path inside = Files.createDirectory(cerb.resolve("storage"));
        Path config = Files.writeString(cerb.resolve("framework.config.php"), "<?php");
        assertThat(CerbStorage.remarks(inside, List.of())).extracting(Finding::message)
                .satisfiesExactly(keys -> assertThat(keys).contains("keys is missing"), file -> assertThat(file).startsWith(config + " is in no recovery point"));
        Files.createDirectory(inside.resolve("keys"));
        assertThat(CerbStorage.remarks(inside, List.of(config))).isEmpty();
        assertThat(CerbStorage.remarks(inside, List.of(cerb))).as("a directory that has it").isEmpty();
        assertThat(CerbStorage.remarks(inside, List.of(Path.of("/srv/cerb/.env")))).isEmpty();
        assertThat(CerbStorage.remarks(inside, List.of(Path.of("/etc/hosts")))).singleElement().satisfies(file -> assertThat(file.remedy()).contains("extra.paths"));
    }

    @Test
    void reportsANamespaceBehindALink() throws IOException {
        Files.writeString(storage.resolve("_master.key"), "x");
        Files.createSymbolicLink(storage.resolve("attachments"), Path.of("/elsewhere"));
        assertThat(CerbStorage.inspect(storage)).singleElement().satisfies(finding -> assertThat(finding.message()).contains("is a link"));
    }

    @Test
    void leavesOutWhatIsMadeAgain() {
        for (String path : new String[] {"tmp/cache--x", "tmp/templates_c/y", "classes/abstract_record_3.php", "mail/new/part", "font_cache/a"}) {
            assertThat(exclusions.excludes(RelativePath.of(path), false)).as(path).isTrue();
        }
        for (String path : new String[] {"_master.key", "keys/oauth2-server.key", "plugins/x/y.php", "mail/new/1.msg", "mail/fail/1.msg",
            "mail/archive/2026/01/02/x", "version.php", "attachments/8/q/1", "import/packages/new/a", ".gnupg/x", "logo"}) {
            assertThat(exclusions.excludes(RelativePath.of(path), false)).as(path).isFalse();
        }
    }

    @Test
    void noGlobCanLeaveOutTheKey() {
        assertThat(Exclusions.parse("**").and(CerbStorage.ALWAYS).excludes(RelativePath.of("_master.key"), false)).isFalse();
    }
}
