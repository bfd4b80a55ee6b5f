/**
 * One algorithm for events, reconcile and first backup: dirty directories in, a tree id out.
 *
 * <pre>
 * update(base tree, dirty batch):
 *   1. a directory that nothing dirty touches keeps its node and its tree by id
 *   2. else its names are listed and merged with the base tree's nodes, both in the order of raw bytes
 *        known, and neither named nor all dirty    -> the node as it is
 *        known, or new                             -> its attributes are read;
 *                                                     same size, mtime, ctime, inode -> content re-used by id, nothing is read
 *                                                     else the content is read, by several threads at once
 *        known, but no longer there                -> carried, if it is an object's and the policy says so; else left out
 *   3. nodes are written in order as soon as everything before them is ready, then the tree, then its parent's node
 * </pre>
 * The first backup has no base, so everything is new; a reconcile has a dirty root; an event names a few entries. What a
 * directory costs in memory is its pending nodes, which are few, and its tree.
 *
 * <p>A file of an object namespace leaves the tree only in a snapshot whose dump is later than its disappearance, because Cerb unlinks
 * the file before it deletes the row. What is carried is listed in {@link cerb.backup.operation.tree.carry.CarriedFiles}.
 *
 * <p>What the repository has lost is stored again: a file that has not changed is read if its content lies in no pack that can be relied on, a
 * directory whose tree cannot be read is listed as if it were new, and a carried file is copied out of a doubtful pack while it can be read, or
 * makes the snapshot incomplete. The first update after packs were found to be lost looks at everything.
 */
package cerb.backup.operation.tree;
