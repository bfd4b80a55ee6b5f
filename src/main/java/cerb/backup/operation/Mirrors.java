package cerb.backup.operation;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.format.Id;
import cerb.backup.operation.cache.Dropping;
import cerb.backup.operation.cache.Sinks;
import cerb.backup.operation.marks.MarksFile;
import cerb.backup.operation.mirror.LocalSide;
import cerb.backup.operation.mirror.Mirror;
import cerb.backup.operation.mirror.MirrorListener;
import cerb.backup.operation.mirror.MirrorOptions;
import cerb.backup.operation.mirror.SinkLock;
import cerb.backup.operation.observer.Backlog;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.removal.RewrittenSnapshots;
import cerb.backup.operation.report.Finding;
import cerb.backup.repository.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The mirrors of an engine's repository, one a sink. Thread-safe. */
public final class Mirrors implements AutoCloseable {
    private static final long LOOK_AGAIN_MILLIS = 100;
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration KEPT_WITHOUT_SINKS = Duration.ofDays(90);

    private final Engine engine;
    private final List<Mirror> mirrors = new CopyOnWriteArrayList<>();

    Mirrors(Engine engine) {
        this.engine = engine;
    }

    /** Begins to mirror to a sink. It hears of every file written from now on, and finds earlier ones by listing both sides. */
    public Mirror begin(Backend sink, MirrorOptions options) {
        Mirror mirror = create(sink, options);
        mirrors.add(mirror);
        engine.repository().addListener(mirror);
        return mirror;
    }

    /** As {@link #begin}, but {@link #all} has either the one or the other at any moment. The caller still ends the one whose place is taken. */
    public Mirror beginInPlaceOf(Mirror old, Backend sink, MirrorOptions options) {
        Mirror mirror = create(sink, options);
        mirrors.replaceAll(other -> other == old ? mirror : other);
        engine.repository().addListener(mirror);
        return mirror;
    }

    private Mirror create(Backend sink, MirrorOptions options) {
        var repository = engine.repository();
        Path directory = engine.options().repositoryDirectory();
        var local = new LocalSide(repository.backend(), new RemovalJournal(directory), engine.gate()::isEmpty, new MarksFile(directory).hashedAt(options.sink()),
                new RewrittenSnapshots(repository, engine.clock())::order);
        var lock = new DistinctLock(SinkLock.of(repository.locksAt(sink)), () -> demandSound(sink, options.sink()), sink.location(), repository.backend(), () -> before(options.sink()));
        return new Mirror(local, sink, lock, options,
                new Told(repository, engine.observers().all(), options.sink(), engine::dropping), engine.clock());
    }

    /** Those that were begun before that of a sink. */
    private List<Mirror> before(String sink) {
        return mirrors.stream().takeWhile(mirror -> !mirror.sink().equals(sink)).toList();
    }

    /** An index that another program has emptied must not get to a sink; nor must a repository begin anew where packs are that are nowhere else. */
    private void demandSound(Backend sink, String name) {
        engine.wholeIndex().demand();
        engine.files().demandNotEmpty(sink, name, mirrors.stream().map(Mirror::sink).toList());
    }

    /** Ends one. What it has in flight counts as unconfirmed when the sink is mirrored to again. */
    public void end(Mirror mirror) {
        engine.repository().removeListener(mirror);
        mirrors.remove(mirror);
        mirror.close();
    }

    /** What is mirrored to; those that have no problem first. */
    Sinks sinks() {
        return new Sinks() {
            @Override
            public List<Backend> all() {
                return mirrors.stream().sorted(Comparator.comparing(mirror -> mirror.status().problem().isPresent())).map(Mirror::farSide).toList();
            }

            @Override
            public boolean areComplete() {
                return mirrors.stream().map(Mirror::sink).collect(Collectors.toSet()).containsAll(engine.options().packsAtSinks());
            }
        };
    }

    /** Those that have begun and not ended. */
    public List<Mirror> all() {
        return List.copyOf(mirrors);
    }

    /** The mirror of a sink; empty where there is none. */
    public Optional<Mirror> of(String sink) {
        return mirrors.stream().filter(mirror -> mirror.sink().equals(sink)).findFirst();
    }

    /**
     * Waits until every sink holds what was written up to a moment, while others send.
     *
     * @return false if that has not come within {@code timeout}
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitHolding(Instant moment, Duration timeout) throws InterruptedException {
        return await(() -> mirrors.stream().allMatch(mirror -> mirror.holds(moment)), Optional.of(timeout), () -> { });
    }

    /**
     * The same of sinks that are named, each of which must have a mirror. Ends as well where nothing but files that are damaged here keeps a sink from holding all: for these
     * one would wait for ever.
     *
     * @param timeout   for ever if empty
     * @param meanwhile is run a few times a second, and once at the end
     */
    public boolean awaitHolding(Collection<String> sinks, Instant moment, Optional<Duration> timeout, Runnable meanwhile) throws InterruptedException {
        return await(() -> areAll(sinks, mirror -> mirror.holds(moment) || mirror.lacksDamagedFilesOnly()), timeout, meanwhile) && areAll(sinks, mirror -> mirror.holds(moment));
    }

    private boolean areAll(Collection<String> sinks, Predicate<Mirror> so) {
        return sinks.stream().allMatch(sink -> of(sink).filter(so).isPresent());
    }

    private static boolean await(BooleanSupplier condition, Optional<Duration> timeout, Runnable meanwhile) throws InterruptedException {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            meanwhile.run();
            if (timeout.isPresent() && System.nanoTime() - begun >= timeout.get().toNanos()) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        meanwhile.run();
        return true;
    }

    /**
     * Drops the orders to remove that every sink has carried out, once they are a month old. Without sinks, as in a verb, they are kept for
     * a quarter: a sink may come back.
     */
    public void dropOldOrders() {
        engine.wholeIndex().forgetRemoved();
        Instant old = engine.clock().instant().minus(mirrors.isEmpty() ? KEPT_WITHOUT_SINKS : KEPT);
        new RemovalJournal(engine.options().repositoryDirectory())
                .drop(removal -> removal.at().isBefore(old) && mirrors.stream().allMatch(mirror -> mirror.hasCarriedOut(removal)));
    }

    /** Ends all. */
    @Override
    public void close() {
        mirrors.forEach(this::end);
    }

    /** Tells the observers what a mirror tells; what it finds damaged here is stored again by the next run, if the source still has it. */
    private record Told(Repository repository, Observer observer, String sink, Supplier<Dropping> dropping) implements MirrorListener {
        @Override
        public void backlog(Backlog backlog) {
            observer.mirrorBacklog(sink, backlog);
        }

        @Override
        public void confirmed(long bytes, Duration took) {
            observer.mirrorConfirmed(sink, bytes, took);
        }

        @Override
        public void caughtUp(Instant upTo) {
            observer.mirrorCaughtUp(sink, upTo);
        }

        @Override
        public void unexplained(int files, int snapshots) {
            observer.mirrorUnexplained(sink, files, snapshots);
        }

        @Override
        public void settled() {
            dropping.get().run();
        }

        @Override
        public void failed(String reason) {
            observer.mirrorFailed(sink, reason);
        }

        @Override
        public void found(Finding finding) {
            observer.sinkFound(sink, finding);
        }

        @Override
        public void foundHere(Handle file, Finding finding) {
            if (file.type() == FileType.DATA) {
                repository.index().trust().distrust(Id.parse(file.name()));
            }
            observer.found(finding);
        }
    }
}
