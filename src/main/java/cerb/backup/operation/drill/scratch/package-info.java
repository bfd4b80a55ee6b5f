/**
 * Where a drill restores to: a directory of its own, which goes at its end whatever happened.
 *
 * <pre>
 * drill.directory/
 *   cerb-backup-drill.lock           held while a drill runs: one at a time
 *   drill-20261127T101500Z-804715/   the drill's own, for its owner's eyes only
 *     marker.json                    what it has made elsewhere: a schema on a given server, a directory of files; durable before either is made
 *     storage/  fetched/             files restored, packs fetched
 *     data/  socket  pid             of a server that the drill started
 * </pre>
 * A drill that was killed leaves all of that. The next one, which has the lock, knows it by its name, its owner and its marker: it ends the server that still runs on the data there, drops
 * the schema, and deletes the directory, the marker last. What it cannot remove it names, and keeps the marker of. A marker is believed only where it names a schema and a directory
 * of that drill's own name; and a directory in which anybody may leave a marker is refused.
 */
package cerb.backup.operation.drill.scratch;
