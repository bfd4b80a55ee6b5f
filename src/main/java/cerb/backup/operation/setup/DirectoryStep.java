package cerb.backup.operation.setup;

import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/** A directory that only its owner can enter, and those above it that are missing. */
public final class DirectoryStep implements Step {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> ANYBODY = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

    private final Path directory;
    private final Ownership owner;
    private final boolean present;

    DirectoryStep(Path directory, Ownership owner) {
        this.directory = directory.toAbsolutePath().normalize();
        this.owner = owner;
        this.present = Files.isDirectory(directory);
    }

    @Override
    public String subject() {
        return "directory " + directory;
    }

    @Override
    public Optional<String> pending() {
        return present ? Optional.empty() : Optional.of("make it, mode 700" + owner.words());
    }

    @Override
    public Optional<Path> makes() {
        return present ? Optional.empty() : Optional.of(directory);
    }

    @Override
    public void run() {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path path = directory; path != null && !Files.isDirectory(path); path = path.getParent()) {
            missing.push(path);
        }
        try {
            for (Path path : missing) {
                Files.createDirectory(path, path.equals(directory) ? OWNER_ONLY : ANYBODY);
            }
            owner.give(directory);
        } catch (IOException e) {
            throw new OperationException("cannot make the directory " + directory + ": " + e, "Run setup as a user who may, or make it yourself and run setup again.");
        }
    }
}
