package cerb.backup.operation.check;

import static cerb.backup.repository.HostileRepository.directory;
import static cerb.backup.repository.HostileRepository.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.Id;
import cerb.backup.format.Samples;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.query.SnapshotContent;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.HostileRepository;
import cerb.backup.repository.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks and lists trees that are deep, wide, or name each other over and over. */
final class HostileTreesTest {
    private static final Id LOST = Samples.id(404);

    private final HostileRepository hostile = new HostileRepository(new MemoryBackend());

    private Id bottom() {
        return hostile.treeOf(List.of(file("lost", List.of(LOST), 1), file("lost too", List.of(LOST), 1)));
    }

    private CheckResult check(Id tree) {
        hostile.flush();
        hostile.snapshot(tree);
        try (Repository repository = hostile.open()) {
            return new Check(repository, Observer.NONE).run(CheckOptions.structure());
        }
    }

    @Test
    void readsEachTreeOnceHoweverManyPathsLeadToIt() {
        Id tree = bottom();
        for (int level = 0; level < 40; level++) {
            Id next = tree;
            tree = hostile.treeOf(IntStream.range(100, 600).mapToObj(i -> directory("d" + i, next)).toList());
        }
        CheckResult result = check(tree);
        assertThat(result.trees()).isEqualTo(41);
        assertThat(result.findings()).anySatisfy(finding -> assertThat(finding.message()).contains("is in no index"))
                .anySatisfy(finding -> assertThat(finding.remedy()).contains("repair index, then backup"))
                .filteredOn(finding -> finding.message().endsWith("is damaged")).hasSize(100);
    }

    @Test
    void goesToTheBottomOfAHundredThousandDirectories() {
        Id tree = bottom();
        for (int level = 0; level < 100_000; level++) {
            tree = hostile.treeOf(List.of(directory("directory", tree)));
        }
        CheckResult result = check(tree);
        assertThat(result.trees()).isEqualTo(100_001);
        assertThat(result.damaged()).isTrue();
        assertThat(result.findings()).hasSize(4).allSatisfy(finding -> assertThat(finding.toString()).hasSizeLessThan(4500).contains("directory/directory/lost"));
    }

    @Test
    void listsWhatCanBeReadAndThenSaysWhatCannot() {
        Id deep = hostile.treeOf(List.of(file("bottom", List.of(), 0)));
        for (int level = 0; level < 3000; level++) {
            deep = hostile.treeOf(List.of(directory("d", deep)));
        }
        Id cut = hostile.tree("{\"nodes\":[" + file("before", List.of(), 0) + "," + file("behind", List.of(), 0).substring(0, 50));
        Id root = hostile.treeOf(List.of(directory("a", cut), directory("b", deep), directory("c", LOST), file("sound", List.of(), 1L << 63)));
        hostile.flush();
        Id snapshot = hostile.snapshot(root);
        List<String> paths = new ArrayList<>();
        try (Repository repository = hostile.open()) {
            SnapshotContent content = new SnapshotContent(repository.index(), repository.find(snapshot.toString()));
            assertThatThrownBy(() -> content.list("/", true, entry -> {
                paths.add(entry.path().toString());
                assertThat(entry.size()).isNotNegative();
            })).isInstanceOf(OperationException.class).hasMessageContaining("not all of /").hasMessageContaining("and 2 more");
        }
        assertThat(paths).contains("/a", "/b", "/c", "/sound", "/a/before").doesNotContain("/a/behind");
        assertThat(paths).hasSize(4 + 1 + 2048);
    }

    @Test
    void namesEveryEntryThatNoProgramShouldBeGiven() {
        List<String> names = List.of("", ".", "..", "a/b", "/abs", "nul\\\\x00", "x".repeat(256));
        CheckResult result = check(hostile.treeOf(IntStream.range(0, names.size()).mapToObj(i -> file(names.get(i), List.of(), 0)).toList()));
        assertThat(result.findings()).filteredOn(finding -> finding.message().contains("a name that no file can have")).hasSize(names.size());
    }
}
