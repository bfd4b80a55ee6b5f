/**
 * How much snapshots hold, in restic's modes and numbers (restic {@code cmd/restic/cmd_stats.go}).
 *
 * <p>Every mode looks at a tree once, however many snapshots share it, and remembers what it met in bits an index entry or hashes of 64 bits, not in ids: a million files fit
 * into the heap of a reading verb. By such a hash two of a million paths are confused once in 37 million repositories.
 */
package cerb.backup.operation.query.stats;
