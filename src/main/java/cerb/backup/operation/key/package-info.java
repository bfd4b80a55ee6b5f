/**
 * Changes of the passwords that open the repository.
 *
 * <p>A new key is durable, and was opened again by its password, before an old one goes: a crash between leaves both. The order to remove is recorded before the removal, so
 * that the sinks drop the key as well, and only once they hold the one that proved itself. All keys seal the same master key: a removal cannot take back what somebody has
 * opened already.
 */
package cerb.backup.operation.key;
