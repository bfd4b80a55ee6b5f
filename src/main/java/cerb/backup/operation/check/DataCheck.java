package cerb.backup.operation.check;

import cerb.backup.backend.NotFoundException;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.operation.StageTimer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.Progress;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.pack.PackFindings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/** Reads packs whole, several at once. */
final class DataCheck {
    private record Chosen(Id pack, List<PackedBlob> blobs) { }

    private final IndexedRepository index;
    private final Findings findings;
    private final DamagedBlobs damaged;
    private final LongAdder read = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    DataCheck(IndexedRepository index, Findings findings, DamagedBlobs damaged) {
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

    void run(CheckOptions options, RandomGenerator random, StageTimer stage) {
        List<Chosen> chosen = choose(options.readData(), random);
        long total = chosen.stream().mapToLong(pack -> IndexedRepository.packSize(pack.blobs)).sum();
        ExecutorService readers = Executors.newFixedThreadPool(options.threads(), work -> {
            Thread thread = new Thread(work, "check");
            thread.setDaemon(true);
            return thread;
        });
        try {
            CompletableFuture.allOf(chosen.stream()
                    .map(pack -> CompletableFuture.runAsync(() -> verify(pack, chosen.size(), total, stage), readers))
                    .toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        } finally {
            readers.shutdownNow();
        }
    }

    private List<Chosen> choose(Subset subset, RandomGenerator random) {
        List<Chosen> chosen = new ArrayList<>();
        index.forEachPack((pack, blobs) -> {
            if (subset.chooses(pack, random)) {
                chosen.add(new Chosen(pack, blobs));
            }
        });
        return subset.maximum() < 0 ? chosen : upTo(subset.maximum(), chosen, random);
    }

    private static List<Chosen> upTo(long maximum, List<Chosen> all, RandomGenerator random) {
        Collections.shuffle(all, new Random(random.nextLong()));
        List<Chosen> chosen = new ArrayList<>();
        long sum = 0;
        for (Chosen pack : all) {
            sum += IndexedRepository.packSize(pack.blobs);
            if (sum > maximum && !chosen.isEmpty()) {
                break;
            }
            chosen.add(pack);
        }
        return chosen;
    }

    private void verify(Chosen pack, long totalPacks, long totalBytes, StageTimer stage) {
        try {
            PackFindings found = index.verifyPack(pack.pack, pack.blobs);
            damaged.addAll(found.damaged());
            found.problems().forEach(problem -> findings.add(Finding.damage("pack " + pack.pack, problem, "Copy it from a sink.")));
        } catch (NotFoundException e) {
            // the structure check has named it as missing
            damaged.addAll(pack.blobs);
        }
        read.increment();
        bytes.add(IndexedRepository.packSize(pack.blobs));
        stage.progress(new Progress(packsRead(), totalPacks, bytesRead(), totalBytes));
    }
}
