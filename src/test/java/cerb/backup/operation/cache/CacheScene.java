package cerb.backup.operation.cache;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.HashingBackend;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.mirror.Mirror;
import cerb.backup.operation.mirror.MirrorOptions;
import cerb.backup.operation.mirror.Outgoing;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.PruneResult;
import cerb.backup.operation.prune.Prune;
import cerb.backup.operation.prune.PruneOptions;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.repair.RepairIndex;
import cerb.backup.operation.repair.RepairIndexResult;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.operation.restore.files.StorageResult;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A helpdesk whose packs of data are kept at sinks: directories, which restic can check. */
final class CacheScene implements AutoCloseable {
    final HelpdeskFixture helpdesk;
    final Map<String, FaultyBackend> sinks = new LinkedHashMap<>();
    final Map<String, HashingBackend> hashing = new LinkedHashMap<>();
    final List<Finding> findings = new ArrayList<>();
    final Map<String, Mirror> mirrors = new LinkedHashMap<>();
    Set<String> packsAtSinks;
    Engine engine;
    private int restored;

    CacheScene(Path root, String... names) {
        helpdesk = new HelpdeskFixture(root);
        packsAtSinks = Set.of(names);
        for (String name : names) {
            HashingBackend store = new HashingBackend(new LocalBackend(sink(name)));
            hashing.put(name, store);
            sinks.put(name, new FaultyBackend(store));
        }
        open();
    }

    Path sink(String name) {
        return helpdesk.root.resolve("sink-" + name);
    }

    /** As the daemon starts. */
    void open() {
        engine = Engine.openOrInitialise(helpdesk.options().withPacksAtSinks(packsAtSinks), new Observers(new Observer() {
            @Override
            public void found(Finding finding) {
                findings.add(finding);
            }
        }));
        mirrors.clear();
        sinks.forEach((name, sink) -> mirrors.put(name, engine.mirrors().begin(sink, new MirrorOptions(name, Duration.ofHours(24), true, Duration.ZERO))));
    }

    void restart() {
        engine.close();
        open();
    }

    Id checkpoint() {
        return engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow().snapshot();
    }

    /** Sends to all sinks until they have everything. */
    void mirror() {
        mirrors.keySet().forEach(this::mirror);
    }

    void mirror(String name) {
        Mirror mirror = mirrors.get(name);
        Backend sink = sinks.get(name);
        for (Optional<Outgoing> file = mirror.next(); file.isPresent(); file = mirror.next()) {
            try {
                // as stores do, which put a file over one of its name
                sink.remove(file.get().handle());
                sink.save(file.get().handle(), file.get().content());
                mirror.confirm(file.get(), sink.size(file.get().handle()), null);
            } catch (BackendException e) {
                mirror.failed(file.get(), e);
            }
        }
    }

    /** The packs of data that the index names, and their files here. */
    Map<Id, Path> dataPacks() {
        Map<Id, Path> packs = new LinkedHashMap<>();
        engine.repository().index().forEachPack((pack, blobs) -> {
            if (blobs.get(0).handle().type() == BlobType.DATA) {
                packs.put(pack, file(helpdesk.repository, pack));
            }
        });
        return packs;
    }

    static Path file(Path repository, Id pack) {
        return repository.resolve("data/" + pack.toString().substring(0, 2) + "/" + pack);
    }

    long here() {
        return dataPacks().values().stream().filter(Files::exists).count();
    }

    long away() {
        return dataPacks().size() - here();
    }

    /** Path to size of all files at a sink, without locks. */
    SortedMap<String, String> filesAt(String name) throws IOException {
        try (var files = Files.walk(sink(name))) {
            var found = new TreeMap<String, String>();
            for (Path file : files.filter(Files::isRegularFile).filter(file -> !file.getParent().endsWith("locks")).toList()) {
                found.put(sink(name).relativize(file).toString(), Long.toString(Files.size(file)));
            }
            return found;
        }
    }

    /** As a forget does it. */
    void forget(Id snapshot) {
        Handle file = new Handle(FileType.SNAPSHOT, snapshot.toString());
        new RemovalJournal(helpdesk.repository).append(new Removal(Instant.now(), "forget", List.of(), List.of(file)));
        engine.repository().removeSnapshot(snapshot);
    }

    PruneResult prune() {
        return new Prune(engine, Observer.NONE).run(PruneOptions.standard(0).withMaxUnused(0).withGrace(Duration.ZERO).withPatience(Duration.ZERO));
    }

    /** As the verb does it. */
    RepairIndexResult repairIndex() {
        engine.returnIndex(Duration.ZERO);
        return new RepairIndex(engine, Observer.NONE, Duration.ZERO).run(false, false);
    }

    CheckResult check(CheckOptions options) {
        return new Check(engine.repository(), Observer.NONE).run(options);
    }

    StorageResult restore(Id snapshot) {
        return new Restore(engine.repository(), Observer.NONE).storage(engine.repository().find(snapshot.toString()),
                StorageOptions.to(helpdesk.root.resolve("restored" + ++restored)));
    }

    /** A restore of the snapshot is equal to what the storage holds now. */
    void assertRestores(Id snapshot) throws IOException {
        assertThat(restore(snapshot).incomplete()).isFalse();
        assertThat(new TreeMap<>(TreeListing.of(helpdesk.root.resolve("restored" + restored)))).isEqualTo(new TreeMap<>(TreeListing.of(helpdesk.storage)));
    }

    @Override
    public void close() {
        engine.close();
    }
}
