package cerb.backup.operation.mirror;

import cerb.backup.backend.Handle;
import cerb.backup.operation.observer.Backlog;
import cerb.backup.operation.report.Finding;
import java.time.Duration;
import java.time.Instant;

/** Hears how a mirror goes on; every method does nothing by default. Called by several threads; must return soon and throw nothing. */
public interface MirrorListener {
    /** Hears nothing. */
    MirrorListener NONE = new MirrorListener() { };

    /** The backlog may have changed. */
    default void backlog(Backlog backlog) { }

    /** A file was confirmed, so long after it had been offered. */
    default void confirmed(long bytes, Duration took) { }

    /** A pass ended: the sink holds all that was written before {@code upTo}. */
    default void caughtUp(Instant upTo) { }

    /** The sink was listed: so many files there are not here and in no record of a removal, so many of them snapshots. */
    default void unexplained(int files, int snapshots) { }

    /** A round ended well, or what it brought is now {@link Mirror#isSettled}. */
    default void settled() { }

    /** A pass failed, or could not begin; the next attempt follows. */
    default void failed(String reason) { }

    /** Something a person should know of. */
    default void found(Finding finding) { }

    /** The same, of a file that is damaged here. */
    default void foundHere(Handle file, Finding finding) {
        found(finding);
    }
}
