package cerb.backup.operation.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.ClockOf;
import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.Content;
import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.HashingBackend;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.Id;
import cerb.backup.operation.marks.MarksFile;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.Finding;
import cerb.backup.repository.shared.LockedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** A local repository, a sink that can be broken, and the mirror between them; files name what they need in their content. */
final class MirrorScene {
    static final MirrorOptions OPTIONS = MirrorOptions.of("offsite", Duration.ofHours(24), true);

    final MemoryBackend local = new MemoryBackend();
    final MemoryBackend far = new MemoryBackend();
    boolean emptyListings;
    boolean appendOnly;
    /** Whether the far side puts a file over one of its name. */
    boolean replaces = true;
    /** How often the far side was asked to let something go while it was {@link #appendOnly}. */
    int removals;
    /** What happens while the far side lets something go. */
    Runnable meanwhile = () -> { };
    final HashingBackend hashing = new HashingBackend(new Forgetful());
    final FaultyBackend sink = new FaultyBackend(hashing);

    /** Packs that are only at another sink, which does not answer. */
    final Set<Handle> unreadable = new HashSet<>();
    final List<Handle> sent = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();
    final List<String> failures = new ArrayList<>();
    /** What each listing could not explain: files, and of them snapshots. */
    final List<String> unexplained = new ArrayList<>();
    final RemovalJournal journal;
    private final MarksFile marks;
    MirrorOptions options = OPTIONS;
    Instant now = Instant.parse("2026-11-23T12:00:00Z");
    /** Whether no run is under way. */
    boolean quiet = true;
    /** Whether the far side may lack what is damaged here. */
    boolean gaps;
    /** Whether all was held while the listener was told of a file. */
    boolean heldWhenTold;
    boolean foreignLock;
    boolean lockLost;
    int locksHeld;
    Mirror mirror;
    private final Random random = new Random(1);

    MirrorScene(Path directory) {
        journal = new RemovalJournal(directory);
        marks = new MarksFile(directory);
        save(Handle.CONFIG, "config " + random.nextLong());
        save(FileType.KEY, "key");
        restart();
    }

    /** As after a crash: a new mirror that knows nothing. */
    void restart() {
        var clock = new ClockOf(() -> now);
        var listener = new MirrorListener() {
            @Override
            public void confirmed(long bytes, Duration took) {
                heldWhenTold |= mirror.holds(now);
            }

            @Override
            public void failed(String reason) {
                failures.add(reason);
            }

            @Override
            public void unexplained(int files, int snapshots) {
                unexplained.add(files + " " + snapshots);
            }

            @Override
            public void found(Finding finding) {
                findings.add(finding);
            }
        };
        mirror = new Mirror(new LocalSide(new Unreadable(), journal, () -> quiet, marks.hashedAt("offsite"), (place, strange) -> Optional.empty()), sink, this::lock, options, listener, clock);
    }

    private SinkLock.Held lock() {
        if (foreignLock) {
            throw new LockedException("held by somebody");
        }
        locksHeld++;
        return new SinkLock.Held() {
            @Override
            public boolean isHeld() {
                return !lockLost;
            }

            @Override
            public void close() {
                locksHeld--;
            }
        };
    }

    /** A checkpoint: packs, an index that names them, a snapshot that needs the index; in the order a repository writes them. */
    List<Handle> checkpoint(int packs) {
        var files = new ArrayList<Handle>();
        for (int i = 0; i < packs; i++) {
            files.add(save(FileType.DATA, random.nextLong() + "x".repeat(random.nextInt(1000))));
        }
        String names = files.stream().map(Handle::path).collect(Collectors.joining("\n"));
        Handle index = save(FileType.INDEX, names);
        files.add(index);
        files.add(save(FileType.SNAPSHOT, index.path()));
        return files;
    }

    Handle name(FileType type) {
        return new Handle(type, random.ints(64, 0, 16).mapToObj(Integer::toHexString).collect(Collectors.joining()));
    }

    Handle save(FileType type, String text) {
        return save(new Handle(type, Id.hash(text.getBytes(StandardCharsets.US_ASCII)).toString()), text);
    }

    private Handle save(Handle handle, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        local.save(handle, Content.of(bytes));
        if (mirror != null) {
            mirror.written(handle, bytes.length);
        }
        return handle;
    }

    void remove(Handle handle) {
        local.remove(handle);
        mirror.removed(handle);
    }

    /** Sends until there is nothing more to send; throws what the mirror throws. */
    void drain() {
        for (Optional<Outgoing> file = mirror.next(); file.isPresent(); file = mirror.next()) {
            send(file.get());
        }
    }

    /** What a route does with one file. */
    void send(Outgoing file) {
        try {
            sink.save(file.handle(), file.content());
            sent.add(file.handle());
            if (!gaps) {
                assertFarIsClosed();
            }
            mirror.confirm(file, sink.size(file.handle()), null);
        } catch (BackendException e) {
            mirror.failed(file, e);
        }
    }

    /** As a sink's route after failures: again and again, so many times at most. */
    void drainInSpiteOfFailures(int attempts) {
        for (int i = 0; i < attempts && !mirror.holds(now); i++) {
            try {
                drain();
            } catch (BackendException e) {
                failures.add(e.getMessage());
            }
        }
    }

    void assertEqual() {
        assertThat(files(far)).isEqualTo(files(local));
    }

    /** Whatever is at the sink, what it needs is there too. */
    void assertFarIsClosed() {
        Map<String, String> there = files(far);
        there.forEach((path, content) -> {
            if (path.startsWith("index/") || path.startsWith("snapshots/")) {
                content.lines().forEach(needed -> assertThat(there).containsKey(needed));
            }
            if (!path.equals("config") && !path.startsWith("keys/")) {
                assertThat(there).containsKey("config");
            }
        });
    }

    /** The files here, some of which cannot be read at the moment. */
    private final class Unreadable extends ForwardingBackend {
        Unreadable() {
            super(local);
        }

        @Override
        public <T> T load(Handle file, long offset, long length, Reader<T> reader) {
            if (unreadable.contains(file)) {
                throw new TransientException("the other sink does not answer");
            }
            return super.load(file, offset, length, reader);
        }
    }

    /** The far side, whose listings may be empty without saying why, and which may let nothing go. */
    private final class Forgetful extends ForwardingBackend {
        Forgetful() {
            super(far);
        }

        @Override
        public void list(FileType type, BiConsumer<Handle, Long> file) {
            if (!emptyListings) {
                super.list(type, file);
            }
        }

        /** As stores do, which put a file over one of its name. */
        @Override
        public void save(Handle file, Content content) {
            if (!replaces && files(far).containsKey(file.path())) {
                throw new PermanentException(file + " is there already");
            }
            far.remove(file);
            super.save(file, content);
        }

        @Override
        public void remove(Handle file) {
            if (appendOnly) {
                removals++;
                throw new PermanentException("the far side lets nothing go");
            }
            super.remove(file);
            meanwhile.run();
        }

        @Override
        public String location() {
            return "the far side";
        }
    }

    static Map<String, String> files(Backend backend) {
        var files = new TreeMap<String, String>();
        for (FileType type : FileType.values()) {
            backend.list(type, (handle, size) -> files.put(handle.path(),
                    backend.load(handle, 0, -1, in -> new String(in.readAllBytes(), StandardCharsets.US_ASCII))));
        }
        return files;
    }
}
