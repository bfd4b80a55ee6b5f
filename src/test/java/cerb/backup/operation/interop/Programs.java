package cerb.backup.operation.interop;

import static cerb.backup.operation.HelpdeskFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.format.Id;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.forget.Allow;
import cerb.backup.operation.forget.Forget;
import cerb.backup.operation.forget.ForgetOptions;
import cerb.backup.operation.gate.ExclusiveWork;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.prune.Prune;
import cerb.backup.operation.prune.PruneOptions;
import cerb.backup.operation.repair.RepairIndex;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.operation.retention.Retention;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Both programs on one repository, with what each snapshot must hold. Our engine stays open, as a daemon's does; restic's snapshots are of
 * another directory, {@code other/storage}.
 */
final class Programs implements AutoCloseable {
    private final HelpdeskFixture helpdesk;
    private final Random random;
    private final Churn ours;
    private final Churn theirs;
    private final Path other;
    /** What each snapshot that should exist holds. */
    private final Map<Id, SortedMap<String, String>> expected = new LinkedHashMap<>();
    private Engine engine;
    private int number;

    Programs(HelpdeskFixture helpdesk, Random random) throws IOException {
        this.helpdesk = helpdesk;
        this.random = random;
        this.other = Files.createDirectories(helpdesk.root.resolve("other/storage"));
        this.ours = new Churn(helpdesk.storage, random);
        this.theirs = new Churn(other, random);
        this.engine = helpdesk.engine();
    }

    /** Does something; answers what, in words. */
    String step() throws IOException {
        return switch (random.nextInt(15)) {
            case 0, 1, 2 -> checkpoint();
            case 3 -> recoveryPoint();
            case 4, 5 -> backupByRestic();
            case 6 -> forget();
            case 7 -> forgetByRestic();
            case 8 -> prune();
            case 9 -> pruneByRestic();
            case 10 -> tagByRestic();
            case 11 -> repairIndexByRestic();
            case 12 -> check();
            case 13 -> repairIndex();
            default -> startAgain();
        };
    }

    private String checkpoint() throws IOException {
        List<String> changed = new ArrayList<>(ours.below("plugins"));
        String attachment = HelpdeskFixture.attachment(random.nextInt(500));
        helpdesk.write(attachment, HelpdeskFixture.content(random.nextInt(), random.nextInt(4_000)));
        changed.add(attachment);
        DirtyBatch batch = HelpdeskFixture.dirty(changed.toArray(String[]::new));
        return "checkpoint " + took(engine.recoveryPoint().checkpoint(batch).orElseThrow());
    }

    private String recoveryPoint() throws IOException {
        ours.below("plugins");
        return "recovery point " + took(helpdesk.recoveryPoint(engine, random.ints(50, 0, 1000).sorted().distinct().toArray()));
    }

    private Id took(RecoveryPointResult result) throws IOException {
        assertThat(result.findings()).noneMatch(Finding::marksIncomplete);
        expected.put(result.snapshot(), TreeListing.of(helpdesk.storage));
        return result.snapshot();
    }

    private String backupByRestic() throws IOException {
        theirs.below("files");
        List<Id> before = ids();
        restic("backup", "storage");
        List<Id> made = ids().stream().filter(id -> !before.contains(id)).toList();
        assertThat(made).hasSize(1);
        expected.put(made.get(0), TreeListing.of(other));
        return "restic backup " + made.get(0);
    }

    private String forget() {
        Id id = any();
        if (id == null) {
            return "nothing to forget";
        }
        try {
            new Forget(engine).run(ForgetOptions.by(Retention.DEFAULT).ids(id.toString()).allow(Allow.values()));
        } catch (OperationException e) {
            return "forget refused, and so everything must still be there: " + e.getMessage();
        }
        expected.remove(id);
        return "forget " + id;
    }

    private String forgetByRestic() {
        Id id = any();
        if (id == null) {
            return "nothing to forget";
        }
        expected.remove(id);
        if (random.nextBoolean()) {
            restic("forget", id.toString());
            return "restic forget " + id;
        }
        restic("forget", id.toString(), "--prune");
        return "restic forget --prune " + id;
    }

    private Id any() {
        return expected.isEmpty() ? null : List.copyOf(expected.keySet()).get(random.nextInt(expected.size()));
    }

    private String prune() {
        PruneOptions options = PruneOptions.standard(helpdesk.options().repository().packSize()).withMaxUnused(random.nextInt(3) * 0.05)
                .withMostSmall(random.nextBoolean() ? 2 : PruneOptions.MOST_SMALL).withGrace(random.nextBoolean() ? Duration.ZERO : Duration.ofDays(1));
        assertThat(new Prune(engine, Observer.NONE).run(options).findings()).isEmpty();
        return "prune " + options;
    }

    private String pruneByRestic() {
        List<String> options = switch (random.nextInt(4)) {
            case 0 -> List.of("--max-unused", "0");
            case 1 -> List.of("--max-unused", "0", "--repack-uncompressed");
            case 2 -> List.of("--max-unused", "unlimited");
            default -> List.of("--repack-cacheable-only");
        };
        restic(Stream.concat(Stream.of("prune"), options.stream()).toArray(String[]::new));
        return "restic prune " + options;
    }

    /** A tag gives the snapshot another id. */
    private String tagByRestic() {
        Id id = any();
        if (id == null) {
            return "nothing to tag";
        }
        List<Id> before = ids();
        restic("tag", "--add", "tag" + ++number, id.toString());
        Id tagged = ids().stream().filter(each -> !before.contains(each)).findFirst().orElseThrow();
        expected.put(tagged, expected.remove(id));
        return "restic tag " + id + ", now " + tagged;
    }

    private String repairIndexByRestic() {
        if (random.nextBoolean()) {
            Oracles.restic(ResticVersion.INSTALLED).run(helpdesk.repository.toString(), PASSWORD, "rebuild-index");
        } else {
            Oracles.restic(ResticVersion.NEWER).run(helpdesk.repository.toString(), PASSWORD, "repair", "index", "--read-all-packs");
        }
        return "restic repair index";
    }

    private String repairIndex() {
        RepairIndex repair = new RepairIndex(engine, Observer.NONE, ExclusiveWork.PATIENCE);
        assertThat(repair.run(random.nextBoolean(), false).exitCode()).isZero();
        return "repair index";
    }

    private String check() {
        assertClean(new Check(engine.repository(), Observer.NONE).run(random.nextBoolean() ? CheckOptions.structure() : CheckOptions.everything()));
        return "check";
    }

    private static void assertClean(CheckResult result) {
        assertThat(result.findings()).allMatch(finding -> finding.severity() == Finding.Severity.NOTE && !finding.message().contains("spelled"));
    }

    private String startAgain() {
        engine.close();
        engine = helpdesk.engine();
        if (random.nextBoolean()) {
            restic("unlock");
        }
        return "start again";
    }

    private List<Id> ids() {
        return engine.repository().snapshots().stream().map(StoredSnapshot::id).toList();
    }

    private String restic(String... arguments) {
        return Oracles.restic(anyVersion()).in(other.getParent()).run(helpdesk.repository.toString(), PASSWORD, arguments);
    }

    private ResticVersion anyVersion() {
        return random.nextBoolean() ? ResticVersion.INSTALLED : ResticVersion.NEWER;
    }

    /** All snapshots that should exist do and no others; both programs find the repository clean; and some restore byte-equal by both. */
    void compare() throws IOException {
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        assertClean(new Check(engine.repository(), Observer.NONE).run(CheckOptions.everything()));
        for (ResticVersion version : ResticVersion.values()) {
            Oracles.restic(version).run(helpdesk.repository.toString(), PASSWORD, "check", "--read-data");
        }
        List<StoredSnapshot> all = engine.repository().snapshots();
        for (StoredSnapshot stored : all) {
            Path target = helpdesk.root.resolve("restored-" + ++number);
            new Restore(engine.repository(), Observer.NONE).storage(stored, StorageOptions.to(target));
            assertEqual(stored, target);
        }
        if (!all.isEmpty()) {
            StoredSnapshot stored = all.get(random.nextInt(all.size()));
            Path target = helpdesk.root.resolve("restored-" + ++number);
            restic("restore", stored.id().toString(), "--target", target.toString());
            assertEqual(stored, target.resolve("storage"));
        }
    }

    private void assertEqual(StoredSnapshot stored, Path target) throws IOException {
        assertThat(TreeListing.of(target).entrySet()).as("snapshot %s", stored.id()).containsExactlyElementsOf(expected.get(stored.id()).entrySet());
    }

    @Override
    public void close() {
        engine.close();
    }
}
