/**
 * A copy of the repository in volumes, for discs and drives that lie in a cupboard.
 *
 * <pre>
 * DIR/volume-001/  README.txt, SHA256SUMS, volumes/volume-001.sha256 ..., and of restic's layout:
 *                  config, keys/, index/, snapshots/, data/..
 * DIR/volume-002/  the same, with other packs in data/
 * DIR/INCOMPLETE   while an export is under way, or was interrupted
 * </pre>
 * Put together in one directory, the volumes are the repository, for restic as well.
 *
 * <p><b>Everything but packs of data is on every volume</b>: config, keys, index, snapshots and, unless that would take a quarter of it, the packs of directories. So whatever
 * discs are lost, the others restore what lies on them, and every list of checksums is on every disc: what a lost one held is known. It costs a few percent of the room.
 *
 * <pre>
 * export:  1. a shared lock: backups go on, a prune waits; then snapshots, index and packs are listed
 *          2. packs that finished volumes have are left out; the others are placed, and copied, each proven by its name
 *          3. index, snapshots, keys, config; last README.txt, the lists, SHA256SUMS of the new volumes; then INCOMPLETE goes
 * verify:  1. every file of every volume against the lists: damaged, missing, lost volumes
 *          2. what is sound, as one repository, is checked: what is missing is named with the snapshots and paths that it touches
 * </pre>
 * A finished volume is never written to again, so a later export into the same directory adds volumes with what is new. Index and snapshots come last, so that what an
 * interrupted export leaves names nothing that a prune may have removed before it goes on.
 */
package cerb.backup.operation.export;
