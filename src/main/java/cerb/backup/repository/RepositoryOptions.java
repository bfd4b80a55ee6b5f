package cerb.backup.repository;

import cerb.backup.crypto.KeyDerivation;
import cerb.backup.format.Compression;
import cerb.backup.repository.lock.Locks;
import cerb.backup.repository.shared.Limits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * How to work with a repository.
 *
 * @param limits what the work may take of the machine
 * @param compression how hard to compress
 * @param packSize bytes at which a pack is full, from 1 MiB to 128 MiB; a configuration names 4 MiB at least, as restic does
 * @param lockNotes directory for local notes: those by which locks of a killed process are known again, and that of damaged packs; null for none
 * @param keyDerivation what a password costs to try, for new keys
 * @param lockSettle time in which two who lock at once see each other's file; less than {@link Locks#SETTLE} where nobody else locks
 * @param clock gives the times that are written, and the age of locks
 */
public record RepositoryOptions(Limits limits, Compression.Level compression, long packSize, Path lockNotes,
        KeyDerivation keyDerivation, Duration lockSettle, Clock clock) {
    private static final long SMALLEST_PACK = 1L << 20;
    private static final long LARGEST_PACK = 128L << 20;

    /** Refuses what makes no sense. */
    public RepositoryOptions {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(compression, "compression");
        Objects.requireNonNull(keyDerivation, "keyDerivation");
        Objects.requireNonNull(lockSettle, "lockSettle");
        Objects.requireNonNull(clock, "clock");
        if (packSize < SMALLEST_PACK || packSize > LARGEST_PACK) {
            throw new IllegalArgumentException("a pack size of " + packSize + " bytes is not between " + SMALLEST_PACK + " and "
                    + LARGEST_PACK);
        }
    }

    /** The default limits, restic's default compression, packs of 16 MiB, no notes. */
    public static RepositoryOptions defaults() {
        return new RepositoryOptions(Limits.DEFAULT, Compression.Level.AUTO, 16L << 20,
                null, KeyDerivation.STANDARD, Locks.SETTLE, Clock.systemUTC());
    }

    /** Returns these options with other limits. */
    public RepositoryOptions withLimits(Limits other) {
        return new RepositoryOptions(other, compression, packSize, lockNotes, keyDerivation, lockSettle, clock);
    }

    /** Returns these options with another compression. */
    public RepositoryOptions withCompression(Compression.Level other) {
        return new RepositoryOptions(limits, other, packSize, lockNotes, keyDerivation, lockSettle, clock);
    }

    /** Returns these options with another pack size, in bytes. */
    public RepositoryOptions withPackSize(long other) {
        return new RepositoryOptions(limits, compression, other, lockNotes, keyDerivation, lockSettle, clock);
    }

    /** Returns these options with another directory for notes of locks; null for none. */
    public RepositoryOptions withLockNotes(Path other) {
        return new RepositoryOptions(limits, compression, packSize, other, keyDerivation, lockSettle, clock);
    }

    /** Returns these options with another cost of passwords. */
    public RepositoryOptions withKeyDerivation(KeyDerivation other) {
        return new RepositoryOptions(limits, compression, packSize, lockNotes, other, lockSettle, clock);
    }

    /** Returns these options with another time to wait before a lock holds. */
    public RepositoryOptions withLockSettle(Duration other) {
        return new RepositoryOptions(limits, compression, packSize, lockNotes, keyDerivation, other, clock);
    }

    /** Returns these options with another clock. */
    public RepositoryOptions withClock(Clock other) {
        return new RepositoryOptions(limits, compression, packSize, lockNotes, keyDerivation, lockSettle, other);
    }
}
