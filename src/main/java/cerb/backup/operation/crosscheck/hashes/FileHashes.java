package cerb.backup.operation.crosscheck;

import cerb.backup.format.tree.Node;

/** The SHA-1 of what is stored of files. Asked in the order of their keys. */
@FunctionalInterface
interface FileHashes {
    /** Of the file of this key in its namespace, 40 digits in lower case; empty where it is not known yet. */
    String sha1(String key, Node file);
}
