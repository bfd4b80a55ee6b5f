/**
 * The values that a repository in restic's format consists of, and their bytes. No I/O, no keys: a value is read from and written to plaintext.
 *
 * <pre>
 * config                      document.RepositoryConfig as JSON
 * keys/*                      document.KeyFile as plain JSON
 * data/*                      a pack: blobs, then a PackHeader of PackedBlobs
 * index/*  snapshots/*  locks/*    document.UnpackedFile of the JSON of IndexFile, document.Snapshot, document.LockFile
 * data blob                   a piece of a file; tree blob: tree.TreeWriter, tree.TreeReader
 * </pre>
 *
 * <p>Rules of all readers: the bytes may be damaged or made by an enemy who knows the password. They throw
 * {@link cerb.backup.format.FormatException} and nothing else, the message names the object, and memory stays within a small multiple of the
 * bytes given. Fields they do not know are passed over, because newer versions of restic add some.
 *
 * <p>Rules of all writers: restic's order of fields and restic's omissions, so that equal values give equal bytes.
 *
 * <p>Source: restic's design document and restic 0.14 to 0.19.
 */
package cerb.backup.format;
