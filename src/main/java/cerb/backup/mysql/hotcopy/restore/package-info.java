/**
 * Puts copied files into a server (MySQL manual, "Importing InnoDB Tables"; MariaDB manual, "InnoDB File-Per-Table Tablespaces"). A table is made by its
 * definition first; its files then take the place of the empty ones, with the same owner and mode.
 *
 * <p>Several tables are imported at once, but those with a full-text index one after the other when the others are in place.
 *
 * <p>MariaDB imports no partitioned tables. Each partition is imported as a table of its own, and exchanged for the empty partition.
 */
package cerb.backup.mysql.hotcopy.restore;
