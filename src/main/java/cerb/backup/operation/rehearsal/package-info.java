/**
 * Makes a restored database harmless before anything runs on it.
 *
 * <p>What {@code cerb.rehearsal} knows is executed here: all statements in one transaction, so that a helpdesk whose tables are InnoDB is neutralised wholly
 * or not at all; each can be executed again. {@code mysql.load} calls it in the transaction in which it has loaded and verified the rows of these tables, last of
 * all, and before there is a trigger or an event: so nobody else sees them as they were.
 */
package cerb.backup.operation.rehearsal;
