package cerb.backup.operation.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.ResticVersion;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotContentTest {
    @TempDir
    private static Path directory;
    private static ResticScene scene;

    @BeforeAll
    static void backUp() throws IOException {
        scene = new ResticScene(directory);
    }

    private static SnapshotContent content(Repository repository) {
        StoredSnapshot first = repository.find(scene.snapshots.get(0));
        return new SnapshotContent(repository.index(), first);
    }

    @ParameterizedTest
    @EnumSource(ResticVersion.class)
    void listsOddNamesAsResticPrintsThem(ResticVersion version) {
        List<String> expected = new ArrayList<>();
        for (JsonNode node : scene.lines(version, "ls", "--json", scene.snapshots.get(0))) {
            if (node.path("struct_type").asText().equals("node")) {
                expected.add(node.path("type").asText() + " " + node.path("path").asText() + " " + node.path("size").asLong() + " " + node.path("uid").asLong() + " "
                        + Instant.parse(node.path("mtime").asText()));
            }
        }
        List<String> listed = new ArrayList<>();
        try (Repository repository = scene.open()) {
            content(repository).list("/", true, entry -> listed.add(entry.type() + " " + entry.path().text() + " " + entry.size() + " " + entry.uid() + " " + entry.mtime()));
        }
        assertThat(listed).containsExactlyElementsOf(expected).anyMatch(line -> line.contains("new\nline"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "quo\"te, quote", "quo\\\"te, quote", "back\\slash, slash", "back\\\\slash, slash", "new\\nline, line", "\\xc3\\xbcmlaut, `\001`", "bad\\xff\\xe2\\x82, `\001`"})
    void takesANameAsTextOrWithEscapes(String name, String expected) throws IOException {
        try (Repository repository = scene.open()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            content(repository).write(scene.source + "/mail/" + name, out);
            assertThat(out).hasToString(expected);
            List<EntryInfo> listed = new ArrayList<>();
            content(repository).list(scene.source + "/mail/" + name, false, listed::add);
            out.reset();
            content(repository).write(listed.get(0).path().escaped(), out);
            assertThat(out).as("the name as it is listed").hasToString(expected);
        }
    }

    @Test
    void writesWhatResticDumps() throws IOException {
        try (Repository repository = scene.open()) {
            for (String name : List.of("/mail/quo\"te", "/mail/back\\slash", "/mail/new\nline", "/large.bin")) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                content(repository).write(scene.source + name, out);
                assertThat(out.toByteArray()).isEqualTo(scene.ask(ResticVersion.NEWER, "dump", scene.snapshots.get(0), scene.source + name).getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @Test
    void saysThatThereIsNothing() {
        try (Repository repository = scene.open()) {
            assertThatThrownBy(() -> content(repository).list("/no/such", false, entry -> { })).isInstanceOf(OperationException.class).hasMessageContaining("holds nothing at /no/such");
            assertThatThrownBy(() -> content(repository).write("/", new ByteArrayOutputStream())).isInstanceOf(OperationException.class);
        }
    }
}
