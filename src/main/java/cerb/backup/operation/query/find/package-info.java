/**
 * Looks for entries and objects in many snapshots, as restic's find does.
 *
 * <p>{@link cerb.backup.operation.query.find.Search} walks one snapshot after the other and remembers, within a bound, below which paths a tree held nothing: what did not
 * change between two snapshots, and leads to nothing, is read once.
 */
package cerb.backup.operation.query.find;
