package cerb.backup.storage;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Bytes to paths and back.
 *
 * <p>A {@code Path} keeps the bytes the kernel gave, but shows them as text in the locale's charset, which loses every byte that is no text
 * there. Its URI escapes the bytes themselves, so that is the way in and out. Pure ASCII is the same in every locale and takes the short
 * way, because {@code toUri} costs a system call.
 */
final class RawPath {
    private static final String HEX = "0123456789ABCDEF";

    private RawPath() {
    }

    /** The bytes of a path; a relative one stays relative. */
    static byte[] bytes(Path path) {
        String text = path.toString();
        if (isAscii(text)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        byte[] absolute = unescape(Path.of("/").resolve(path).toUri().getRawPath());
        int from = path.isAbsolute() ? 0 : 1;
        // toUri appends a slash when the path happens to be a directory
        int to = absolute.length > 1 && absolute[absolute.length - 1] == '/' && !text.endsWith("/") ? absolute.length - 1 : absolute.length;
        return Arrays.copyOfRange(absolute, from, to);
    }

    /** {@code directory/relative}; the directory itself where {@code relative} is empty. */
    static Path resolve(Path directory, byte[] relative) {
        String text = new String(relative, StandardCharsets.ISO_8859_1);
        if (isAscii(text)) {
            return directory.resolve(text);
        }
        String base = directory.toUri().getRawPath();
        return Path.of(URI.create("file://" + base + (base.endsWith("/") ? "" : "/") + escape(relative)));
    }

    static boolean isDots(byte[] name) {
        return name.length == 1 && name[0] == '.' || name.length == 2 && name[0] == '.' && name[1] == '.';
    }

    static String printable(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.chars().anyMatch(Character::isISOControl) ? escapedControls(bytes) : text;
        } catch (CharacterCodingException e) {
            return escapedControls(bytes);
        }
    }

    private static String escapedControls(byte[] bytes) {
        var text = new StringBuilder();
        for (byte b : bytes) {
            if (b >= ' ' && b < 0x7f) {
                text.append((char) b);
            } else {
                text.append("\\x").append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return text.toString();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String escape(byte[] bytes) {
        var text = new StringBuilder(bytes.length * 3);
        for (byte b : bytes) {
            if (b == '/') {
                text.append('/');
            } else {
                text.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return text.toString();
    }

    private static byte[] unescape(String escaped) {
        var bytes = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }
}
