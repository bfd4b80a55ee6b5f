/**
 * The entries of a snapshot's tree as they may be restored: whatever a hostile or damaged tree claims, nobody behind this package meets a name
 * that no file can have, the same name twice in a directory, a depth that no path has, or more entries than a directory tree holds.
 */
package cerb.backup.operation.restore.entries;
