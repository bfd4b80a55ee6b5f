package cerb.backup.operation.crosscheck.hashes;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.repository.IndexedRepository;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** Reads stored content again for its SHA-1, as long as there is time: what is left is for later recovery points. For one thread. */
public final class ContentReading {
    private final IndexedRepository index;
    private final long end;

    /** For so long from now. */
    public ContentReading(IndexedRepository index, Duration limit) {
        this.index = index;
        this.end = System.nanoTime() + limit.toNanos();
    }

    /** The SHA-1 in lower case; empty where the time is up. Throws DamagedException where the content cannot be read. */
    public String sha1(List<Id> content) {
        if (System.nanoTime() - end > 0) {
            return "";
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            content.forEach(blob -> digest.update(index.load(BlobHandle.data(blob))));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }
}
