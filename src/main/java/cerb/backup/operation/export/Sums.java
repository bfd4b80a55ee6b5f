package cerb.backup.operation.export;

import cerb.backup.format.Id;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists of checksums as {@code sha256sum -c} reads them: 64 digits, two blanks, a path. */
final class Sums {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");
    private static final int BUFFER_BYTES = 1 << 16;

    private Sums() {}

    /** The lines of a list. */
    static String text(SortedMap<String, String> digests) {
        StringBuilder text = new StringBuilder();
        digests.forEach((path, digest) -> text.append(digest).append("  ").append(path).append('\n'));
        return text.toString();
    }

    /** Reads a list: paths with their digests. Throws IOException where a line is none, since a list that cannot be trusted vouches for nothing. */
    static SortedMap<String, String> read(Path file) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            Matcher form = LINE.matcher(line);
            if (!form.matches() || form.group(2).startsWith("/") || form.group(2).contains("..")) {
                throw new IOException("a line of " + file + " is not \"<SHA-256>  <path>\"");
            }
            digests.put(form.group(2), form.group(1));
        }
        return digests;
    }

    /** The digest of a file's bytes. */
    static String of(Path file) throws IOException {
        MessageDigest digest = Id.newDigest();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return Id.of(digest).toString();
    }

    /** Writes a small file durably, with what is missing above it; it must not be there. */
    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        force(file.getParent());
    }

    /** Makes what came or went in a directory durable. */
    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
