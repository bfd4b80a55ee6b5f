/**
 * What kamelets of stores need beside Camel's components: the file components put, but cannot list, look after what they have put, or delete.
 * {@link cerb.backup.component.store.DirectoryStore} does that for every component of that family, which have one interface for it in common
 * ({@link org.apache.camel.component.file.GenericFileOperations}): a directory, SFTP, FTP. Which of them, where, and how safely is all said in the kamelet.
 *
 * <p>A file is put so that it is never seen unfinished under its name:
 * <ol>
 *   <li>the directory of the store is listed. It must exist, and is never made here: one that is missing is a disk that is not mounted, or a mistyped name;</li>
 *   <li>the bytes go to {@code partial-<name>-<random>} beside the file. What earlier attempts have left of it is deleted first;</li>
 *   <li>the far side is asked how many bytes it has there. Only if all are, the file gets its name, in one step;</li>
 *   <li>the far side is asked again, now for the name. Its answer is what confirms the file.</li>
 * </ol>
 * A file of that name is replaced, whatever its size: the name is the SHA-256 of the bytes that are put, so it is the same file, or a damaged one. Only the config, whose name
 * says nothing of its bytes, is never put over one of another size, unless that is empty.
 */
package cerb.backup.component.store;
