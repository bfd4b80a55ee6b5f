package cerb.backup.demo.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import cerb.backup.cerb.CerbStorage;
import cerb.backup.demo.comparison.AttachmentFiles;
import cerb.backup.demo.comparison.DirectoryContents;
import cerb.backup.demo.comparison.SchemaContents;
import com.github.luben.zstd.Zstd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HelpdeskTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void fillsRowsAndFilesThatBelongTogether(Flavour flavour) throws Exception {
        var helpdesk = fill(flavour, "first", 7);
        try (var connection = helpdesk.connect()) {
            assertThat(AttachmentFiles.check(connection, helpdesk.storage()))
                    .isEqualTo(new AttachmentFiles(HelpdeskSize.TEST.attachments(), List.of()));
            var contents = SchemaContents.read(connection);
            assertThat(contents.tables().values()).allSatisfy(table -> assertThat(table.rows()).isPositive());
            assertThat(contents.tables().values()).anySatisfy(table -> assertThat(table.definition()).contains("ENGINE=MyISAM"));
            assertThat(contents.tables().get("message").rows()).isEqualTo(HelpdeskSize.TEST.messages());
        }
        assertThat(CerbStorage.inspect(helpdesk.storage())).isEmpty();
    }

    @Test
    void givesTheSameForTheSameSeed() throws Exception {
        var first = fill(Flavour.MARIADB, "first", 7);
        var second = fill(Flavour.MARIADB, "second", 7);
        var other = fill(Flavour.MARIADB, "other", 8);
        assertThat(contents(first).differences(contents(second))).isEmpty();
        assertThat(contents(first).differences(contents(other))).isNotEmpty();
        assertThat(digests(first)).isEqualTo(digests(second)).isNotEqualTo(digests(other));
    }

    @Test
    void worksInAnOrderThatLeavesEveryRowItsFile() throws Exception {
        var helpdesk = fill(Flavour.MARIADB, "first", 7);
        var work = HelpdeskWork.begin(helpdesk, 3, Duration.ofMillis(1));
        while (work.done().attachmentsDeleted() < 5 || work.done().attachmentsMade() < 5) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        var done = work.end();
        try (var connection = helpdesk.connect()) {
            var files = AttachmentFiles.check(connection, helpdesk.storage());
            assertThat(files.findings()).isEmpty();
            assertThat(files.rows())
                    .isEqualTo(HelpdeskSize.TEST.attachments() + done.attachmentsMade() - done.attachmentsDeleted());
        }
    }

    @Test
    void writesTextThatCompressesLikeMail() {
        var prose = new Prose(new SplittableRandom(1));
        var text = new StringBuilder();
        while (text.length() < 2_000_000) {
            text.append(prose.body(1_000));
        }
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        assertThat((double) bytes.length / Zstd.compress(bytes, 1).length).isBetween(2.6, 3.4);
    }

    private Helpdesk fill(Flavour flavour, String name, long seed) throws Exception {
        var database = Oracles.database(flavour);
        var schema = database.newSchema("helpdesk");
        var storage = Files.createDirectories(directory.resolve(name));
        var helpdesk = new Helpdesk(database::connect, schema, storage);
        helpdesk.fill(HelpdeskSize.TEST, seed, (what, done, total) -> assertThat(done).isLessThanOrEqualTo(total));
        return helpdesk;
    }

    private static SchemaContents contents(Helpdesk helpdesk) throws Exception {
        try (var connection = helpdesk.connect()) {
            return SchemaContents.read(connection);
        }
    }

    private static Map<String, String> digests(Helpdesk helpdesk) throws Exception {
        var digests = new TreeMap<String, String>();
        DirectoryContents.read(helpdesk.storage(), path -> true).entries()
                .forEach((path, entry) -> digests.put(path, entry.digest()));
        return digests;
    }
}
