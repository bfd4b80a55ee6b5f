/**
 * Rehearses a restore where it harms nobody: only what was restored is proven.
 *
 * <p>{@link cerb.backup.operation.drill.DrillResult} is told to {@link cerb.backup.operation.Observer#drilled} at the end of every drill, whatever its outcome.
 */
package cerb.backup.operation.drill;
