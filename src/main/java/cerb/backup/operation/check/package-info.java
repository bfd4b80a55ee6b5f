/**
 * Proves that a repository is whole, and names what is not.
 *
 * <pre>
 * index:      every index file can be read; each entry names all blobs of its pack, one behind the other; no two entries differ about a pack,
 *             nor about the length of a blob
 * packs:      every pack that the index names is there, with the size that its blobs make
 * trees:      every snapshot can be read; every tree below it is sound, in the one spelling that restic writes, sorted, without
 *             duplicates and without names that no file can have; every blob a node names is indexed, and their lengths are its size;
 *             no two files share the number by which a restore joins the names of one
 * data:       every pack (or a part of them): its SHA-256 is its name, its header says what the index says, each blob is authentic,
 *             decompresses to its length and hashes to its id; a pack that was ever found damaged is named until it has been read whole and was sound
 * </pre>
 * Damage is told with the snapshots and paths that it touches. What another program has only written in its own way, and every program
 * restores alike, is a note: an exit code that says damage must mean damage. restic's own check sees neither of unsorted or duplicate names,
 * hostile names, wrong sizes, shared numbers, or trees in another spelling (restic-format, Check).
 *
 * <p>A check looks at what is on the disk: files that this process has read or written before are read again. It holds a shared lock alone, so
 * backups go on beside it and snapshots may be forgotten; what appears or vanishes meanwhile is no damage.
 */
package cerb.backup.operation.check;
