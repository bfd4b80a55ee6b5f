package cerb.backup.operation.tree;

import cerb.backup.format.Id;
import cerb.backup.storage.RelativePath;
import java.util.List;

/** Hears the SHA-1 of files while they are read and stored: Cerb's rows have it, and the repository's own hashes are SHA-256. Thread-safe. */
public interface HashListener {
    /** Hears of none. */
    HashListener NONE = new HashListener() {
        @Override
        public boolean wants(RelativePath path) {
            return false;
        }

        @Override
        public void hashed(List<Id> content, byte[] sha1) { }
    };

    /** Whether it is wanted of the file at this path. */
    boolean wants(RelativePath path);

    /** The blobs of a file that was read, and the SHA-1 of what is in them. */
    void hashed(List<Id> content, byte[] sha1);
}
