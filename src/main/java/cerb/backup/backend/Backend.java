package cerb.backup.backend;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Keeps the files of one repository. Safe for use by several threads at once.
 *
 * <p>Every method throws a {@link BackendException}; its type says whether trying again makes sense.
 */
public interface Backend extends AutoCloseable {
    /**
     * Saves a file; on return it is durable, and under its final name it was never seen unfinished.
     *
     * <p>Saving a name that exists with the same size does nothing, so that an interrupted caller may just save again.
     *
     * @throws StoreFullException if the store has no room left
     * @throws PermanentException if the name exists with another size, or access is denied
     */
    void save(Handle handle, Content content);

    /**
     * Reads a file or a range of it.
     *
     * @param offset first byte wanted
     * @param length bytes wanted, or -1 for all from the offset to the end
     * @param reader gets a stream of exactly the bytes asked for; called at most once; it need not read to the end, and the
     *     stream is closed after it
     * @return what the reader returns
     * @throws NotFoundException if there is no such file
     * @throws CorruptException if the file ends before the range does
     */
    <T> T load(Handle handle, long offset, long length, Reader<T> reader);

    /**
     * Returns the size of a file in bytes.
     *
     * @throws NotFoundException if there is no such file
     */
    long size(Handle handle);

    /**
     * Lists the files of a type with their sizes in bytes, in no order, each once. Names that no repository file has are left out.
     */
    void list(FileType type, BiConsumer<Handle, Long> file);

    /**
     * Returns the SHA-256 of files, in hexadecimal, as the store computes it where it keeps them, so that they need not be read from here. Files that are not there or
     * cannot be read are left out.
     *
     * @return empty where the store computes none of any file, which is no answer about these
     */
    default Optional<Map<Handle, String>> hashes(Collection<Handle> files) {
        return Optional.empty();
    }

    /** Deletes a file; deleting one that is not there is no error. */
    void remove(Handle handle);

    /**
     * Deletes files one after another, and may ask for several at once whether they are gone. Ends at the first that cannot be deleted.
     *
     * @param mayGoOn asked before each file; the rest is not begun when it says no
     * @param gone    told of each file that is known to be gone, also where the method throws in the end
     */
    default void remove(Iterator<Handle> files, BooleanSupplier mayGoOn, Consumer<Handle> gone) {
        while (mayGoOn.getAsBoolean() && files.hasNext()) {
            Handle file = files.next();
            remove(file);
            gone.accept(file);
        }
    }

    /** Says where the files are, for messages; never holds a secret. */
    String location();

    /** Gives back what the backend holds; the files stay. */
    @Override
    void close();

    /**
     * Takes what it needs from a stream.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    interface Reader<T> {
        /** Reads the stream; an {@link IOException} becomes a {@link BackendException} of the backend. */
        T read(InputStream in) throws IOException;
    }
}
