package cerb.backup.operation.retention;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.configuration.value.CalendarSpan;
import cerb.backup.repository.Repository;
import cerb.backup.repository.SmallBackup;
import cerb.backup.repository.StoredSnapshot;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same snapshots and options given to {@code restic forget --dry-run}: the same stay, for the same reasons. */
final class ResticPolicyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.now();
    private static final List<List<String>> TAGS = List.of(List.of(), List.of("a"), List.of("b"), List.of("a", "b"), List.of("cerb-backup", "pinned"));

    @TempDir
    private static Path directory;

    private static Repository repository;

    /** Groups of many shapes: bursts of seconds and years apart, one snapshot alone, all in the future, month ends. */
    @BeforeAll
    static void writeSnapshots() {
        repository = SmallBackup.init(new LocalBackend(directory));
        Random random = new Random(3);
        write(random, "cerb", List.of("/database", "/storage"), 120, Duration.ofMinutes(90));
        write(random, "cerb", List.of("/storage"), 40, Duration.ofDays(2));
        write(random, "cerb", List.of("/storage", "/database", "/extra"), 40, Duration.ofDays(40));
        write(random, "other", List.of("/database", "/storage"), 30, Duration.ofHours(13));
        write(random, "lonely", List.of("/storage"), 1, Duration.ofDays(500));
        save(random, Instant.parse("2024-03-31T12:00:00Z"), "month-ends", List.of("/storage"));
        for (int day = 0; day < 60; day++) {
            save(random, Instant.parse("2024-03-31T11:00:00Z").minus(Duration.ofDays(day)), "month-ends", List.of("/storage"));
        }
        for (int hour = 1; hour < 6; hour++) {
            save(random, NOW.plus(Duration.ofHours(hour)), "ahead", List.of("/storage"));
            save(random, NOW.plus(Duration.ofHours(hour - 3)).minusSeconds(90), "partly-ahead", List.of("/storage"));
        }
    }

    @AfterAll
    static void close() {
        repository.close();
    }

    private static void write(Random random, String host, List<String> paths, int count, Duration typical) {
        Instant time = NOW.minusSeconds(5);
        for (int i = 0; i < count; i++) {
            save(random, time, host, paths);
            double factor = Math.exp(random.nextGaussian() * 2 - 1);
            time = time.minusMillis(1 + (long) (typical.toMillis() * Math.min(factor, 20)));
        }
    }

    private static void save(Random random, Instant time, String host, List<String> paths) {
        repository.saveSnapshot(SnapshotSamples.snapshot(time, host, paths, TAGS.get(random.nextInt(TAGS.size())).toArray(String[]::new)));
    }

    @Test
    void newerResticKeepsTheSame() throws IOException {
        Random random = new Random(19);
        for (int round = 0; round < 14; round++) {
            assertSame(ResticVersion.NEWER, random, true);
        }
    }

    /** It does not yet keep the oldest one where a rule is not used up, and does not know of unlimited. */
    @Test
    void olderResticKeepsTheSameButTheOldest() throws IOException {
        Random random = new Random(14);
        for (int round = 0; round < 8; round++) {
            assertSame(ResticVersion.INSTALLED, random, false);
        }
    }

    private static void assertSame(ResticVersion version, Random random, boolean keepsOldest) throws IOException {
        RetentionPolicy policy = policy(random, keepsOldest);
        List<String> options = options(policy);
        Map<String, Set<String>> expected = reasons(Oracles.restic(version).run(directory.toString(), SmallBackup.PASSWORD_TEXT, options.toArray(String[]::new)));
        Map<String, Set<String>> ours = new TreeMap<>();
        List<StoredSnapshot> snapshots = repository.snapshots();
        SnapshotGroup.group(snapshots).values().forEach(group -> policy.apply(group, Instant.now()).forEach(kept ->
                kept.reasons().stream().map(Reason::text).filter(text -> keepsOldest || !text.startsWith("oldest "))
                        .forEach(text -> ours.computeIfAbsent(kept.snapshot().id().toString(), id -> new TreeSet<>()).add(text))));
        assertThat(ours).as("%s", options).isNotEmpty().hasSizeLessThan(snapshots.size()).isEqualTo(expected);
    }

    private static RetentionPolicy policy(Random random, boolean mayBeUnlimited) {
        Map<Bucket, Integer> counts = new EnumMap<>(Bucket.class);
        Map<Bucket, CalendarSpan> within = new EnumMap<>(Bucket.class);
        for (Bucket bucket : Bucket.values()) {
            if (random.nextInt(3) == 0) {
                counts.put(bucket, 1 + random.nextInt(20));
            }
            if (random.nextInt(4) == 0) {
                within.put(bucket, new CalendarSpan(random.nextInt(2), random.nextInt(3), random.nextInt(40), 1 + random.nextInt(30), 0));
            }
        }
        if (mayBeUnlimited && random.nextInt(4) == 0) {
            counts.put(Bucket.values()[1 + random.nextInt(5)], RetentionPolicy.UNLIMITED);
        }
        counts.putIfAbsent(Bucket.DAILY, 3);
        return new RetentionPolicy(counts, within, random.nextInt(3) == 0 ? List.of(List.of("a", "b"), List.of("pinned")) : List.of());
    }

    private static List<String> options(RetentionPolicy policy) {
        List<String> options = new ArrayList<>(List.of("forget", "--dry-run", "--json"));
        policy.counts().forEach((bucket, count) -> options.addAll(List.of("--keep-" + bucket.word(), count == RetentionPolicy.UNLIMITED ? "unlimited" : count.toString())));
        policy.within().forEach((bucket, span) -> options.addAll(List.of("--keep-within" + (bucket == Bucket.LAST ? "" : "-" + bucket.word()), span.toString())));
        policy.tags().forEach(tags -> options.addAll(List.of("--keep-tag", String.join(",", tags))));
        return options;
    }

    private static Map<String, Set<String>> reasons(String output) throws IOException {
        Map<String, Set<String>> reasons = new TreeMap<>();
        JSON.readTree(output).forEach(group -> {
            Map<String, Set<String>> matches = new TreeMap<>();
            group.path("reasons").forEach(reason -> matches.put(reason.path("snapshot").path("time").asText(), texts(reason.path("matches"))));
            group.path("keep").forEach(kept -> reasons.put(kept.path("id").asText(), matches.get(kept.path("time").asText())));
        });
        return reasons;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
