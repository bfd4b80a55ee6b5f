package cerb.backup.cli.status;

import cerb.backup.backend.FileType;
import cerb.backup.backend.local.LocalBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was written to a repository since a sink held everything, which is all that it can lack.
 *
 * @param files how many files are here that are as young
 * @param bytes their bytes
 */
record SinceHeld(long files, long bytes) {
    /** A large file is told of some time after its last byte was written, and when a sink held everything is noted once a minute. */
    private static final Duration TOLD = Duration.ofMinutes(1);

    /** Lists the repository in this directory; everything is as young where the sink never held everything, null. */
    static SinceHeld of(Path repositoryDirectory, Instant held) {
        Instant moment = held == null ? Instant.MIN : held.minus(TOLD);
        LocalBackend here = new LocalBackend(repositoryDirectory);
        LongAdder files = new LongAdder();
        LongAdder bytes = new LongAdder();
        for (FileType type : FileType.values()) {
            if (type != FileType.LOCK) {
                here.listWrittenAfter(type, moment, (file, size) -> {
                    files.increment();
                    bytes.add(size);
                });
            }
        }
        return new SinceHeld(files.sum(), bytes.sum());
    }
}
