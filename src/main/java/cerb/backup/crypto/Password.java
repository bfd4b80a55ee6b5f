package cerb.backup.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A secret text. It shows itself only when asked by {@link #text} or {@link #utf8}; its {@code toString} never does. Immutable. */
public final class Password {
    private static final int LARGEST = 64 << 10;
    private static final Path RUNTIME_SECRETS = Path.of("/run/secrets");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private final String text;

    private Password(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the secret is empty");
        }
        this.text = text;
    }

    /** The text as it is, as restic takes {@code RESTIC_PASSWORD}. Throws IllegalArgumentException where it is empty. */
    public static Password of(String text) {
        return new Password(text);
    }

    /**
     * Reads a file as restic reads its password file: a byte order mark says UTF-8 or UTF-16, and white space is trimmed at both ends. A file that others can read or write is
     * refused, except below {@code /run/secrets}, whose modes are the container runtime's.
     *
     * @throws IllegalArgumentException with what is wrong with the file, and the command to run where that is its mode
     */
    public static Password read(Path file) {
        try {
            refuseOpenTo(file, Files.getPosixFilePermissions(file));
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(file + " is too large for a secret");
            }
            String text = trim(decode(Files.readAllBytes(file)));
            if (text.isEmpty()) {
                throw new IllegalArgumentException(file + " holds no secret: it is empty");
            }
            return new Password(text);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file " + file, e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is neither UTF-8 nor UTF-16", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e, e);
        }
    }

    /** The secret itself. */
    public String text() {
        return text;
    }

    /** The secret in UTF-8, not normalised; a new array each time. */
    public byte[] utf8() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }

    private static void refuseOpenTo(Path file, Set<PosixFilePermission> mode) throws IOException {
        if (mode.stream().anyMatch(OTHERS::contains) && !file.toRealPath().startsWith(RUNTIME_SECRETS)) {
            throw new IllegalArgumentException("others can read or change " + file + ", run: chmod 600 " + file);
        }
    }

    private static String decode(byte[] bytes) throws CharacterCodingException {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return decode(bytes, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return decode(bytes, 2, StandardCharsets.UTF_16BE);
        }
        return startsWith(bytes, 0xFF, 0xFE) ? decode(bytes, 2, StandardCharsets.UTF_16LE) : decode(bytes, 0, StandardCharsets.UTF_8);
    }

    private static String decode(byte[] bytes, int from, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes, from, bytes.length - from)).toString();
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String trim(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && isSpace(text.charAt(begin))) {
            begin++;
        }
        while (end > begin && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    /** Go's unicode.IsSpace, which restic trims by; unlike Java's it counts the no-break spaces. */
    private static boolean isSpace(char c) {
        return c >= '\t' && c <= '\r' || c == 0x85 || Character.isSpaceChar(c);
    }
}
