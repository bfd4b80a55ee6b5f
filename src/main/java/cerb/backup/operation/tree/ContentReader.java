package cerb.backup.operation.tree;

import cerb.backup.chunker.Chunker;
import cerb.backup.format.tree.ExtendedAttribute;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.shared.StoredContent;
import cerb.backup.storage.Attributes;
import cerb.backup.storage.RelativePath;
import cerb.backup.storage.StableRead;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Reads files and stores their content, several at once. Only so many reads are under way that the walk cannot run away from them.
 */
final class ContentReader {
    private static final int ATTEMPTS = 3;

    /** What was read: content, extended attributes, and the reason why there are none of these, or null. */
    record Read(StoredContent content, List<ExtendedAttribute> extended, IOException withoutExtended) { }

    /** What reading a file gave: what was read, or the reason why nothing was. */
    record Outcome(Read read, Attributes attributes, boolean stable, IOException failure) {
        boolean vanished() {
            return failure instanceof NoSuchFileException;
        }
    }

    private final RepositoryWriter writer;
    private final ThreadLocal<Chunker> chunkers;
    private final HashListener hashes;
    private final Executor workers;
    private final Semaphore underWay;
    private final StableRead stableRead = new StableRead(ATTEMPTS);

    ContentReader(RepositoryWriter writer, Supplier<Chunker> chunkers, HashListener hashes, Executor workers, int maximumUnderWay) {
        this.writer = writer;
        this.chunkers = ThreadLocal.withInitial(chunkers);
        this.hashes = hashes;
        this.workers = workers;
        this.underWay = new Semaphore(maximumUnderWay);
    }

    /** Begins to read the file at a path of the source, once few enough others are being read. A failure of the repository fails the future. */
    CompletableFuture<Outcome> read(RelativePath path, Path file) {
        underWay.acquireUninterruptibly();
        try {
            return CompletableFuture.supplyAsync(() -> readNow(path, file), workers).whenComplete((outcome, failure) -> underWay.release());
        } catch (RuntimeException rejected) {
            underWay.release();
            throw rejected;
        }
    }

    private Outcome readNow(RelativePath path, Path file) {
        try {
            StableRead.Result<Read> result = stableRead.read(file, content -> readOnce(path, file, content));
            return new Outcome(result.value(), result.attributes(), result.stable(), null);
        } catch (IOException e) {
            return new Outcome(null, null, false, e);
        }
    }

    /**
     * Extended attributes are read by name, which opens the file once more: at once, while it is what was opened. A pipe that takes its
     * place would never let itself be opened.
     */
    private Read readOnce(RelativePath path, Path file, InputStream content) throws IOException {
        List<ExtendedAttribute> extended = List.of();
        IOException withoutExtended = null;
        try {
            extended = Nodes.extended(file);
        } catch (IOException e) {
            withoutExtended = e;
        }
        return new Read(hashes.wants(path) ? storeHashed(content) : writer.store(content, chunkers.get()), extended, withoutExtended);
    }

    private StoredContent storeHashed(InputStream content) throws IOException {
        try {
            DigestInputStream digested = new DigestInputStream(content, MessageDigest.getInstance("SHA-1"));
            StoredContent stored = writer.store(digested, chunkers.get());
            hashes.hashed(stored.blobs(), digested.getMessageDigest().digest());
            return stored;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }
}
