package cerb.backup.operation.check;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.report.Progress;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.pack.PackFindings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Reads packs whole, several at once; those that their store can hash itself, by that. */
final class DataCheck {
    private final Backend backend;
    private final IndexedRepository index;
    private final Findings findings;
    private final DamagedBlobs damaged;
    private final LongAdder read = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    DataCheck(Backend backend, IndexedRepository index, Findings findings, DamagedBlobs damaged) {
        this.backend = backend;
        this.index = index;
        this.findings = findings;
        this.damaged = damaged;
    }

    long packsRead() {
        return read.sum();
    }

    long bytesRead() {
        return bytes.sum();
    }

    /** Throws OperationException where the thread is interrupted; what is being read then is given up. */
    void run(CheckOptions options, RandomGenerator random, StageTimer stage) {
        Map<Id, Long> chosen = choose(options.readData(), random);
        long total = chosen.values().stream().mapToLong(Long::longValue).sum();
        Set<Id> whole = whole(chosen.keySet());
        whole.forEach(pack -> {
            count(chosen.remove(pack));
            index.trust().restore(pack);
        });
        ExecutorService readers = Executors.newFixedThreadPool(options.threads(), index.limits().threadFactory("check"));
        // A pack's blobs take more memory than all that is kept of it otherwise: only so many are asked for as are read next.
        Semaphore ahead = new Semaphore(2 * options.threads());
        List<CompletableFuture<Void>> running = new ArrayList<>();
        try {
            index.forEachPack((pack, blobs) -> {
                if (chosen.containsKey(pack)) {
                    await(ahead::acquire);
                    running.removeIf(earlier -> earlier.isDone() && !earlier.isCompletedExceptionally());
                    running.add(CompletableFuture.runAsync(() -> verify(pack, blobs, chosen.size() + whole.size(), total, stage), readers)
                            .whenComplete((done, failure) -> ahead.release()));
                }
            });
            await(() -> join(CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))));
        } finally {
            readers.shutdownNow();
        }
    }

    private static void join(CompletableFuture<Void> all) throws InterruptedException {
        try {
            all.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new CompletionException(e.getCause());
        }
    }

    private interface Waiting {
        void run() throws InterruptedException;
    }

    private static void await(Waiting waiting) {
        try {
            waiting.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationException("the check was interrupted before all packs were read", "Check again.", e);
        }
    }

    /** The packs of which their store says that they are what their names say; only the others are fetched, and those that were damaged when they were read: a pack may have been stored so. */
    private Set<Id> whole(Set<Id> packs) {
        Set<Id> damagedBefore = index.trust().damaged();
        List<Handle> asked = packs.stream().filter(pack -> !damagedBefore.contains(pack)).map(pack -> new Handle(FileType.DATA, pack.toString())).toList();
        Map<Handle, String> hashes = backend.hashes(asked).orElse(Map.of());
        Set<Id> whole = new HashSet<>();
        hashes.forEach((pack, hash) -> {
            if (hash.equals(pack.name())) {
                whole.add(Id.parse(pack.name()));
            }
        });
        if (!whole.isEmpty()) {
            findings.add(Finding.note("packs", Plurals.does(whole.size(), "pack", "was", "were") + " not fetched: the SHA-256 that was computed at the place is that of the name"));
        }
        return whole;
    }

    /** A pack that was found damaged is so until it has been read whole and was sound, and one that no sink had until one has it: what this check has not named of them, it has not looked at. */
    void nameUnread() {
        Set<String> named = findings.list().stream().map(Finding::subject).collect(Collectors.toSet());
        name(index.trust().damaged(), named, "was found damaged, and this check has not read it whole", "Run check --read-data, which tells whether it still is, and what that costs.");
        name(index.trust().absent(), named, "was at no sink when all of them were asked last, and now not all can be asked", "Check again when every sink can be reached: cerb-backup doctor asks them.");
    }

    private void name(Set<Id> packs, Set<String> named, String what, String remedy) {
        packs.stream().filter(pack -> index.containsPack(pack) && !named.contains(subject(pack))).sorted().forEach(pack -> findings.add(Finding.damage(subject(pack), what, remedy)));
    }

    private static String subject(Id pack) {
        return "pack " + pack;
    }

    private void count(long size) {
        read.increment();
        bytes.add(size);
    }

    /** The packs to read, with their sizes in bytes. */
    private Map<Id, Long> choose(Subset subset, RandomGenerator random) {
        Map<Id, Long> chosen = new HashMap<>();
        index.forEachPack((pack, blobs) -> {
            if (subset.chooses(pack, random)) {
                chosen.put(pack, IndexedRepository.packSize(blobs));
            }
        });
        return subset.maximum() < 0 ? chosen : upTo(subset.maximum(), chosen, random);
    }

    private static Map<Id, Long> upTo(long maximum, Map<Id, Long> all, RandomGenerator random) {
        List<Id> packs = new ArrayList<>(all.keySet());
        Collections.shuffle(packs, new Random(random.nextLong()));
        Map<Id, Long> chosen = new HashMap<>();
        long sum = 0;
        for (Id pack : packs) {
            sum += all.get(pack);
            if (sum > maximum && !chosen.isEmpty()) {
                break;
            }
            chosen.put(pack, all.get(pack));
        }
        return chosen;
    }

    private void verify(Id pack, List<PackedBlob> blobs, long totalPacks, long totalBytes, StageTimer stage) {
        try {
            PackFindings found = index.verifyPack(pack, blobs);
            damaged.addAll(found.damaged());
            found.problems().forEach(problem -> findings.add(Finding.damage(subject(pack), problem, "Copy it from a sink.")));
        } catch (NotFoundException e) {
            // the structure check has named it as missing
            damaged.addAll(blobs);
        }
        count(IndexedRepository.packSize(blobs));
        stage.progress(new Progress(packsRead(), totalPacks, bytesRead(), totalBytes));
    }
}
