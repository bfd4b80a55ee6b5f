/**
 * Puts copied files into a server (MySQL manual, "Importing InnoDB Tables"; MariaDB manual, "InnoDB File-Per-Table Tablespaces"). A table is made by its
 * definition first; its files then take the place of the empty ones, with the same owner and mode.
 *
 * <p>That the directory is the target server's is proven before anything is changed, by something that the server makes there ({@code DirectoryProof}). A file is nevertheless
 * written over only where it is that of the empty table; where InnoDB has discarded its own there must be none.
 *
 * <p>What a killed restore has put and not imported is removed when the server has dropped the tables ({@code Leftovers}).
 *
 * <p>Several tables are imported at once, but those with a full-text index one after the other when the others are in place.
 *
 * <p>MariaDB imports no partitioned tables. Each partition is imported as a table of its own, and exchanged for the empty partition.
 */
package cerb.backup.mysql.hotcopy.restore;
