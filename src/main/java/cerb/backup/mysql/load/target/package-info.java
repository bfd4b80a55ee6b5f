/**
 * The schema that is written to: locked against a second restore, looked at, refused because it holds something, emptied; or gone on with.
 *
 * <p><b>Going on.</b> A restore first makes the table {@link cerb.backup.mysql.load.target.Marker} in the schema and drops it as its last step. The table's
 * remark names the dump, so whoever finds the schema half restored can tell, and only a restore of the same dump goes on with it. A file of rows is written
 * down in the transaction that loads it: in InnoDB's tables a file is loaded once or not at all, and a restore goes on with the next one. Tables of other
 * engines, whose rows stay when a transaction does not, are made anew unless all their files are written down. Definitions that are there are kept;
 * triggers, events and routines, which come after the rows, are dropped and made again. Tables that the dump does not make are never touched: they are a
 * reason to refuse.
 *
 * <p>What was verified is written down too, since what comes afterwards may change rows.
 */
package cerb.backup.mysql.load.target;
