/**
 * Proves that a repository is whole, and names what is not.
 *
 * <pre>
 * structure:  every index file can be read; every pack it names is there, with the size that its blobs make
 *             every snapshot can be read; every tree below it is sound, in the one spelling that restic writes, sorted, without
 *             duplicates and without names that no file can have; every blob a node names is indexed, and their lengths are its size
 * data:       every pack (or a part of them): its SHA-256 is its name, its header says what the index says, each blob is authentic,
 *             decompresses to its length and hashes to its id
 * </pre>
 * Damage is told with the snapshots and paths that it touches. restic's own check does not see unsorted or duplicate names, hostile names,
 * wrong sizes, or trees in another spelling (restic-format, Check).
 */
package cerb.backup.operation.check;
