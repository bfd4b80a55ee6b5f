/** Files that stay in the tree though they have gone from the source, until a dump later than that has been taken; and what is saved of them out of doubtful packs. */
package cerb.backup.operation.tree.carry;
