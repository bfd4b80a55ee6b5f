package cerb.backup.operation.setup;

import cerb.backup.crypto.Password;
import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** A random secret in a file that only its owner can read. One that is there stays, whatever it holds. */
public final class SecretStep implements Step {
    private final String what;
    private final Path file;
    private final Ownership owner;
    private final SecureRandom random;
    private final boolean present;

    /** {@code what} names it, such as {@code password of the repository}. */
    SecretStep(String what, Path file, Ownership owner, SecureRandom random) {
        this.what = what;
        this.file = file.toAbsolutePath().normalize();
        this.owner = owner;
        this.random = random;
        this.present = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public String subject() {
        return what + " in " + file;
    }

    @Override
    public Optional<String> pending() {
        return present ? Optional.empty() : Optional.of("make it at random, mode 600" + owner.words());
    }

    @Override
    public Optional<Path> makes() {
        return present ? Optional.empty() : Optional.of(file);
    }

    @Override
    public void run() {
        try {
            Password.random(random).store(file);
            owner.give(file);
        } catch (IOException e) {
            throw new OperationException("cannot write the " + subject() + ": " + e, "Run setup as a user who may write there, or name another file in the configuration.");
        }
    }
}
