/**
 * Files of a snapshot, written to a directory.
 *
 * <pre>
 * first      the key that encrypts values of the helpdesk's database
 * then, for each window of files of the tree; while its packs are read, the next one is filled
 *              1. make their directories; an existing link in the place of one is removed, never followed
 *              2. sort the blobs they need by pack, and read each pack once, several at the same time
 *              3. each blob is verified, and written to every place that needs it
 *              4. a file that has all its blobs gets its mode, owner, times
 * last       hard links, then symbolic links, then the attributes of directories, deepest first
 * </pre>
 * The repository may be damaged or hostile. Names that no file can have are refused. Symbolic links are made when everything else is in
 * place, so no file can be written through one of them. A damaged file is named and left out, and what has its name stays; everything else is restored.
 *
 * <p>While it runs, and until one that was ended by a failure, a signal or a kill has gone on and come to its end, {@code .cerb-backup-restore} in the target
 * says what is restored there, what the target was like, and by which names what is not whole can be told: those are removed, and the directories get
 * the attributes they should have.
 */
package cerb.backup.operation.restore.files;
