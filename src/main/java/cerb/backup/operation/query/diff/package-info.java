/**
 * What differs between two snapshots, in restic's words and letters (restic {@code cmd/restic/cmd_diff.go}).
 *
 * <p>Both trees are read at once, name by name in their order, and equal subtrees are passed over by their ids: the work is that of what changed, whatever the size of the
 * rest. Bytes are counted as blobs that only the changed directories of one side have. restic reads the equal subtrees as well, so that it does not count a blob of a new
 * file that some untouched directory has, too; and it does not name what was in a directory that became a file.
 */
package cerb.backup.operation.query.diff;
