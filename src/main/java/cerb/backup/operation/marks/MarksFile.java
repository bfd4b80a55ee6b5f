package cerb.backup.operation.marks;

import cerb.backup.backend.local.FileError;
import cerb.backup.operation.mirror.HashedShares;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.PruneResult;
import cerb.backup.operation.report.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Marks} in the repository's directory, which restic ignores; hears of what happens and writes it down. Thread-safe. It is not forced to the disk: after a loss of
 * power an older mark is as good.
 */
public final class MarksFile implements Observer {
    private static final Logger LOG = LoggerFactory.getLogger(MarksFile.class);
    private static final String NAME = "cerb-backup.marks";
    /** A sink may catch up, or fail, every second, and its age is not asked as exactly. */
    private static final Duration SINK_INTERVAL = Duration.ofMinutes(1);

    /** Several objects may be of one file. */
    private static final Object CHANGING = new Object();

    private final Path file;

    /** That of the repository in this directory; the file is made with the first mark. */
    public MarksFile(Path repositoryDirectory) {
        this.file = repositoryDirectory.resolve(NAME);
    }

    /** Reads it; none where there is no file, or one that cannot be read, which the log says. */
    public Marks read() {
        try {
            return Marks.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Marks.NONE;
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            LOG.warn("cannot read {}, so the ages of prune, retention, check and sinks count from now: {}", file, FileError.words(e, file));
            return Marks.NONE;
        }
    }

    /** A daemon begins that mirrors to these sinks; gives the marks as they are then, noted or not: a full disk must not keep a daemon from starting. */
    public Marks daemonBegan(Instant at, Collection<String> sinks) {
        try {
            return change(marks -> marks.withDaemon(at, sinks));
        } catch (UncheckedIOException e) {
            LOG.warn("{}; the daemon goes on without", e.getMessage());
            return read().withDaemon(at, sinks);
        }
    }

    @Override
    public void pruned(PruneResult result, Instant at) {
        note(marks -> marks.withPruned(at));
    }

    @Override
    public void retained(Instant at) {
        note(marks -> marks.withRetained(at));
    }

    @Override
    public void checked(CheckResult result, Instant at) {
        note(marks -> marks.withChecked(at, result.damaged()));
    }

    @Override
    public void found(Finding finding) {
        if (finding.severity() == Finding.Severity.DAMAGE && !read().damaged()) {
            note(Marks::withDamage);
        }
    }

    /** The failures of a sink are noted apart. */
    @Override
    public void sinkFound(String sink, Finding finding) { }

    /** A drill's result is noted apart. */
    @Override
    public void drillFound(Finding finding) { }

    /** A check has read this part of the packs; the next one reads the part after it. */
    public void partRead(int part) {
        note(marks -> marks.withPartRead(part));
    }

    @Override
    public void mirrorCaughtUp(String sink, Instant at) {
        Marks.Sink known = read().sinks().get(sink);
        if (known == null || known.held() == null || known.failing() != null || known.held().plus(SINK_INTERVAL).isBefore(at)) {
            note(marks -> marks.withHeld(sink, at));
        }
    }

    @Override
    public void mirrorFailed(String sink, String reason) {
        Instant now = Instant.now();
        Marks.Sink known = read().sinks().get(sink);
        if (known == null || known.failing() == null || known.failing().last().plus(SINK_INTERVAL).isBefore(now)) {
            note(marks -> marks.withFailure(sink, reason, now));
        }
    }

    /** What is kept of the hashing at a sink. */
    public HashedShares hashedAt(String sink) {
        return new HashedShares() {
            @Override
            public Optional<Progress> last() {
                return Optional.ofNullable(read().sinks().get(sink)).filter(known -> known.hashed() != null).map(known -> new Progress(known.hashed(), known.share()));
            }

            @Override
            public void note(Progress progress) {
                try {
                    change(marks -> marks.withHashed(sink, progress.at(), progress.next()));
                } catch (UncheckedIOException e) {
                    LOG.warn("{}; after a restart files at sink {} are hashed again", e.getMessage(), sink);
                }
            }
        };
    }

    /** Where it cannot be noted, as in a copy that may only be read, only status and the alerts are without it. */
    private void note(UnaryOperator<Marks> step) {
        try {
            change(step);
        } catch (UncheckedIOException e) {
            LOG.warn("{}; status will not know of it", e.getMessage());
        }
    }

    private Marks change(UnaryOperator<Marks> step) {
        synchronized (CHANGING) {
            return write(step);
        }
    }

    private Marks write(UnaryOperator<Marks> step) {
        try {
            Marks marks = step.apply(read());
            AtomicFile.replace(file, marks.json().getBytes(StandardCharsets.UTF_8));
            return marks;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note in " + file + " what has been done: " + FileError.words(e, file), e);
        }
    }
}
