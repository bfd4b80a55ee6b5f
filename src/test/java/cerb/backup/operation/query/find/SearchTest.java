package cerb.backup.operation.query.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.ResticVersion;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.operation.query.ResticScene;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
    @TempDir
    private static Path directory;
    private static ResticScene scene;

    @BeforeAll
    static void backUp() throws IOException {
        scene = new ResticScene(directory);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"INSTALLED|*.txt mail/[0-1q]*|false", "NEWER|mail|false", "NEWER|MAIL/?.M*  gro\u00dfe.pdf|true",
        "INSTALLED|source/**/[^b].txt|false", "NEWER|/tmp/*/source/new /tmp/**/x|false", "NEWER|bad??? new\\line back\\\\* nothing|false", "INSTALLED|source/**|false"})
    void findsByNameWhatResticFinds(ResticVersion version, String patterns, boolean ignoreCase) throws IOException {
        List<String> globs = Arrays.asList(patterns.split(" +"));
        List<String> words = new ArrayList<>(List.of("find", "--json"));
        if (ignoreCase) {
            words.add("--ignore-case");
        }
        words.addAll(globs);
        Set<String> expected = new HashSet<>();
        for (JsonNode snapshot : new ObjectMapper().readTree(scene.ask(version, words.toArray(String[]::new)))) {
            snapshot.path("matches").forEach(match -> expected.add(snapshot.path("snapshot").asText() + " " + match.path("path").asText() + " " + match.path("size").asLong()));
        }
        assertThat(expected).isNotEmpty();
        PathPattern pattern = new PathPattern(globs, ignoreCase);
        assertThat(search((path, node) -> pattern.test(path))).isEqualTo(expected);
    }

    private interface Judge {
        boolean takes(String path, cerb.backup.format.tree.Node node);
    }

    private static Set<String> search(Judge judge) {
        Set<String> found = new HashSet<>();
        try (Repository repository = scene.open()) {
            Search search = new Search(repository.index(), (path, problem) -> {
                throw problem;
            });
            for (StoredSnapshot snapshot : repository.snapshots()) {
                search.run(snapshot.snapshot().tree(), (path, node, parent) -> {
                    boolean isFound = judge.takes(path.text(), node);
                    if (isFound) {
                        found.add(snapshot.id() + " " + path.text() + " " + node.size());
                    }
                    return isFound;
                });
            }
        }
        return found;
    }

    @Test
    void walksWhatDidNotChangeOnce() {
        try (Repository repository = scene.open()) {
            List<StoredSnapshot> snapshots = repository.snapshots();
            Search search = new Search(repository.index(), (path, problem) -> { });
            search.run(snapshots.get(1).snapshot().tree(), (path, node, parent) -> false);
            long first = search.walked();
            search.run(snapshots.get(2).snapshot().tree(), (path, node, parent) -> false);
            assertThat(search.walked() - first).as("the root, three above it, and what is new").isEqualTo(5);
            search.run(snapshots.get(2).snapshot().tree(), (path, node, parent) -> false);
            assertThat(search.walked() - first).as("nothing once more").isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findsTheFilesThatNeedABlobOrAPack(boolean byPack) throws IOException {
        try (Repository repository = scene.open()) {
            Id blob = Id.hash("second".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            String pack = repository.index().locate(BlobHandle.data(blob)).orElseThrow().pack().toString();
            String id = byPack ? pack : blob.toString();
            Set<String> expected = new HashSet<>();
            new ObjectMapper().readTree(scene.ask(ResticVersion.NEWER, "find", "--json", byPack ? "--pack" : "--blob", id))
                    .forEach(object -> expected.add(object.path("snapshot").asText() + " " + object.path("id").asText() + " " + object.path("path").asText()));
            WantedObjects wanted = byPack ? new WantedObjects(repository.index(), List.of(), List.of(), List.of(id.substring(0, 10)))
                    : new WantedObjects(repository.index(), List.of(id.substring(0, 10)), List.of(), List.of());
            Set<String> found = new HashSet<>();
            Search search = new Search(repository.index(), (path, problem) -> { });
            for (StoredSnapshot snapshot : repository.snapshots()) {
                search.run(snapshot.snapshot().tree(), (path, node, parent) -> {
                    List<Id> needed = Stream.ofNullable(node.content()).flatMap(List::stream).filter(each -> wanted.contains(BlobHandle.data(each))).toList();
                    needed.forEach(each -> found.add(snapshot.id() + " " + each + " " + path.text()));
                    return !needed.isEmpty();
                });
            }
            assertThat(found).isEqualTo(expected).hasSizeGreaterThan(2);
        }
    }

    @Test
    void refusesWhatIsNoPatternOrNoPack() {
        assertThatThrownBy(() -> new PathPattern(List.of("[ab"), false)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[ab");
        assertThatThrownBy(() -> new PathPattern(List.of("a\\"), false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PathPattern(List.of(""), false)).isInstanceOf(IllegalArgumentException.class);
        try (Repository repository = scene.open()) {
            assertThatThrownBy(() -> new WantedObjects(repository.index(), List.of(), List.of(), List.of("0123456789"))).isInstanceOf(OperationException.class);
        }
    }
}
