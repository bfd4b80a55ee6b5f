/**
 * Looking whether a backup of this configuration will work, and be able to be restored, before it is needed.
 *
 * <pre>
 * Doctor ─► Examination, one class each   database.*  what the server says of itself, the schema and the account
 *                                         machine.*   secrets, disks, the storage directory, limits, sinks
 *           estimate.*                    sizes, growth, requests, the time of a restore: each with the assumption it rests on
 * </pre>
 * An examination changes nothing, anywhere; it ends in a bounded time; and one that fails is itself a {@link cerb.backup.operation.doctor.Diagnosis}, so that the others still
 * tell. What it finds is said with why it matters and the command that mends it.
 */
package cerb.backup.operation.doctor;
