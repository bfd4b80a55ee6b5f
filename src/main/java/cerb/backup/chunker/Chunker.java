package cerb.backup.chunker;

/**
 * Decides, from the bytes alone, where a stream is cut into blobs, so that a change moves few of the cuts.
 *
 * <p>Keeps its state from call to call, and so serves one stream at a time. Not thread-safe.
 */
public interface Chunker {

    /**
     * Looks at the next bytes of the stream.
     *
     * @return how many of the {@code length} bytes belong to the current blob if it ends within them, at least 1, after which the next blob
     *         begins and the rest is to be given again; or -1 if all of them belong to it and it goes on
     */
    int boundary(byte[] bytes, int offset, int length);

    /** Forgets the current blob, because its stream has ended or is given up: the next call begins another stream. */
    void reset();

    /** Returns the length that no blob exceeds, in bytes. */
    int maximumSize();
}
