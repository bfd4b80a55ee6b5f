package cerb.backup.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A password, or another secret, that shows itself to nobody who does not ask for it by {@link #bytes} or {@link #text}.
 *
 * <p>Immutable, compared by value in constant time.
 */
public final class Password {

    private static final int RANDOM_BYTES = 24;
    private static final List<Pattern> SORTS = Stream.of("[a-z]", "[A-Z]", "[0-9]", "[-_]").map(Pattern::compile).toList();

    private final byte[] secret;

    private Password(byte[] secret) {
        this.secret = secret;
    }

    /**
     * Makes a password of text as it is, as {@code RESTIC_PASSWORD} is taken.
     *
     * @throws PasswordException if it is empty
     */
    public static Password of(String text) {
        if (text.isEmpty()) {
            throw new PasswordException("the password is empty");
        }
        return new Password(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the repository's password as restic reads a password file: a byte order mark decides between UTF-8 and UTF-16, white space at both
     * ends is no part of it.
     *
     * @throws PasswordException if the file is missing, empty, or readable by others
     */
    public static Password read(Path file) {
        byte[] secret = PasswordText.trim(PasswordText.decode(SecretFile.read(file)));
        if (secret.length == 0) {
            throw new PasswordException("the password file " + file + " is empty");
        }
        return new Password(secret);
    }

    /**
     * Reads any other secret: the bytes as they are, but for one line end behind them. It may be empty, as a database's password may.
     *
     * @throws PasswordException if the file is missing or readable by others
     */
    public static Password readSecret(Path file) {
        byte[] content = SecretFile.read(file);
        int end = content.length;
        end -= end > 0 && content[end - 1] == '\n' ? 1 : 0;
        end -= end > 0 && end < content.length && content[end - 1] == '\r' ? 1 : 0;
        return new Password(Arrays.copyOf(content, end));
    }

    /** Makes one of 24 random bytes: 32 letters, digits and signs that mean nothing to SQL or a shell, of each sort one at least, as password policies ask for. */
    public static Password random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        while (true) {
            random.nextBytes(bytes);
            String text = Base64.getUrlEncoder().encodeToString(bytes);
            if (SORTS.stream().allMatch(sort -> sort.matcher(text).find())) {
                return of(text);
            }
        }
    }

    /**
     * Puts the secret and a line end into a new file that only its owner, the user of this process, can read.
     *
     * @throws IOException if it cannot be written; {@link java.nio.file.FileAlreadyExistsException} if there is one, which stays as it is
     */
    public void store(Path newFile) throws IOException {
        byte[] line = Arrays.copyOf(secret, secret.length + 1);
        line[secret.length] = '\n';
        SecretFile.create(newFile, line);
    }

    /** Returns a copy of the bytes. */
    public byte[] bytes() {
        return secret.clone();
    }

    /** Returns the secret as text, for libraries that take nothing else. */
    public String text() {
        return new String(secret, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Password password && MessageDigest.isEqual(secret, password.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    /** Shows nothing of the secret. */
    @Override
    public String toString() {
        return "[redacted]";
    }
}
