package cerb.backup.operation.doctor.machine;

import cerb.backup.configuration.Keys;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A secret's file: there, ours, and nobody else's. */
public final class SecretExamination implements Examination {
    private static final String WHY = "Who reads it reads the database or every backup of it.";
    /** Whose modes are the container runtime's. */
    private static final Path OF_A_CONTAINER = Path.of("/run/secrets");

    private static final Set<PosixFilePermission> OTHERS_WRITE = EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final String key;
    private final Optional<Path> file;
    private final boolean set;

    /** {@code file} is empty where the secret is in the environment, or set nowhere. */
    public SecretExamination(String key, Optional<Path> file, boolean set) {
        this.key = key;
        this.set = set;
        this.file = file.map(path -> path.toAbsolutePath().normalize());
    }

    @Override
    public String subject() {
        return key;
    }

    @Override
    public List<Diagnosis> examine() throws IOException {
        if (!set && file.isEmpty() && key.equals(Keys.REPOSITORY_PASSWORD_FILE.name())) {
            return List.of(Diagnosis.error(key, "it is set nowhere", "Nothing can be read or written without it.", "cerb-backup setup"));
        }
        if (!set && file.isEmpty()) {
            return List.of(Diagnosis.warning(key, "it is set nowhere", "Without a password the account is everybody's who reaches the server.", "cerb-backup setup"));
        }
        if (file.isEmpty()) {
            return List.of(Diagnosis.note(key, "it is not in a file", "What is in the environment of a process can be seen by root, and is inherited by every child.", "cerb-backup setup"));
        }
        Path path = file.get();
        if (!Files.exists(path)) {
            return List.of(Diagnosis.error(key, path + " is not there", "Nothing can be read or written without it.", "cerb-backup setup"));
        }
        if (!Files.isReadable(path)) {
            return List.of(Diagnosis.error(key, path + " cannot be read by " + System.getProperty("user.name"), "Nothing can be read or written without it.", "chown " + System.getProperty("user.name") + " " + path));
        }
        return List.of(path.startsWith(OF_A_CONTAINER) ? Diagnosis.ok(key, path + " is the container runtime's") : judge(path));
    }

    private Diagnosis judge(Path path) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
        String mode = PosixFilePermissions.toString(attributes.permissions());
        if (!mode.endsWith("------")) {
            return Diagnosis.error(key, path + " has the mode " + mode, WHY + " It is refused like this.", "chmod 600 " + path);
        }
        String owner = attributes.owner().getName();
        if (!owner.equals(System.getProperty("user.name")) && !owner.equals("root")) {
            return Diagnosis.warning(key, path + " belongs to " + owner, WHY, "chown " + System.getProperty("user.name") + " " + path);
        }
        Path directory = path.getParent();
        boolean isOpen = Files.getPosixFilePermissions(directory).stream().anyMatch(OTHERS_WRITE::contains);
        return isOpen ? Diagnosis.warning(key, directory + " can be written by others", "Somebody else could put another file in the place of " + path + ".", "chmod go-w " + directory)
                : Diagnosis.ok(key, path + " is its owner's alone");
    }
}
