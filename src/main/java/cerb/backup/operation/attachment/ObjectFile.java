package cerb.backup.operation.attachment;

import cerb.backup.cerb.ObjectTable;
import cerb.backup.format.Id;
import cerb.backup.mysql.load.text.DumpedRow;
import cerb.backup.operation.query.ContentStream;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The bytes of an attachment, written to a file and held against its row. */
final class ObjectFile {
    private final Path file;

    ObjectFile(Path file) {
        this.file = file;
    }

    /** Throws OperationException where the repository's bytes cannot be read, and not the file written. */
    void write(IndexedRepository index, List<Id> content) throws IOException {
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = new ContentStream(index, content); OutputStream out = Files.newOutputStream(file)) {
            for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
                out.write(buffer, 0, count);
            }
        }
    }

    private static int read(InputStream in, byte[] buffer) {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new OperationException(e.getMessage(), "Run check --read-data.", e);
        }
    }

    /** Puts a row of the database engine where it belongs. */
    void write(DumpedRow row) throws IOException {
        byte[] bytes = row.bytes("data");
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer data = ByteBuffer.wrap(bytes == null ? new byte[0] : bytes);
            long at = (row.number("chunk") - 1) * ObjectTable.PIECE_BYTES;
            while (data.hasRemaining()) {
                at += out.write(data, at);
            }
        }
    }

    /** What is wrong with the bytes, by their number and, where the row has it, their SHA-1; null if nothing is. */
    String difference(Attachment attachment) throws IOException {
        long size = Files.size(file);
        if (size != attachment.size()) {
            return "has " + size + " bytes instead of " + attachment.size();
        }
        String sha1 = attachment.sha1().isEmpty() ? "" : sha1();
        return sha1.equalsIgnoreCase(attachment.sha1()) ? null : "has the SHA-1 " + sha1 + " instead of " + attachment.sha1();
    }

    private String sha1() throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-1"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new OperationException("cannot compute a SHA-1: " + e.getMessage(), "Every Java platform has it: install another one.", e);
        }
    }
}
