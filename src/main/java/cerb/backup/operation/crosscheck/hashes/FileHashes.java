package cerb.backup.operation.crosscheck.hashes;

import cerb.backup.format.tree.Node;

/** The SHA-1 of what is stored of files. Asked in the order of a tree. */
@FunctionalInterface
public interface FileHashes {
    /** Of the file at this path in its namespace, spelled as {@link cerb.backup.operation.query.EntryPath#escaped()}: 40 digits in lower case; empty where it is not known yet. */
    String sha1(String path, Node file);
}
