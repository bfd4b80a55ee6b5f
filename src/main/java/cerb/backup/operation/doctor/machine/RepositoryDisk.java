package cerb.backup.operation.doctor.machine;

import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.estimate.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A directory that holds a repository, or is to hold one, and its disk.
 *
 * @param directory it, though it need not be there yet
 * @param present   it, or the directory around it that is there
 */
record RepositoryDisk(Path directory, Path present) {
    /** A warning where it is on one file system with another directory, which must be there. */
    Optional<Diagnosis> sharedWith(Path other, String subject, String consequence, String remedy) throws IOException {
        boolean shared = Files.getAttribute(present, "unix:dev").equals(Files.getAttribute(other, "unix:dev"));
        return shared ? Optional.of(Diagnosis.warning(subject, directory + " is on the same file system as " + other, consequence, remedy)) : Optional.empty();
    }

    /** Whether there is room for its next month, where it is not begun yet for what comes first, too. */
    Diagnosis room(String subject, long usable, String found, Estimate estimate, String consequence, String remedy) {
        boolean isBegun = Files.exists(directory.resolve("config"));
        long need = (isBegun ? 0 : estimate.firstBytes()) + estimate.bytesADay() * 30;
        String against = found + ", and " + gib(need) + " are needed for " + (isBegun ? "the next 30 days" : "the first backup and 30 days");
        return usable >= need ? Diagnosis.ok(subject, against) : Diagnosis.warning(subject, against, consequence, remedy);
    }

    static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1 << 30));
    }
}
