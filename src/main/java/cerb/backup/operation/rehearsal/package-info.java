/**
 * Makes a restored database harmless before anything runs on it.
 *
 * <p>What {@code cerb.rehearsal} knows is executed here: all statements in one transaction, so that a helpdesk whose tables are InnoDB is neutralised wholly
 * or not at all; each can be executed again. {@code mysql.load} calls it when the rows are those of the dump and before there is a trigger or an event.
 */
package cerb.backup.operation.rehearsal;
