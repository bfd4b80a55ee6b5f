package cerb.backup.operation.tree;

import cerb.backup.chunker.Chunker;
import cerb.backup.format.tree.ExtendedAttribute;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.StoredContent;
import cerb.backup.storage.Attributes;
import cerb.backup.storage.StableRead;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
    private final Executor workers;
    private final Semaphore underWay;
    private final StableRead stableRead = new StableRead(ATTEMPTS);

    ContentReader(RepositoryWriter writer, Supplier<Chunker> chunkers, Executor workers, int maximumUnderWay) {
        this.writer = writer;
        this.chunkers = ThreadLocal.withInitial(chunkers);
        this.workers = workers;
        this.underWay = new Semaphore(maximumUnderWay);
    }

    /** Begins to read a file, once few enough others are being read. A failure of the repository fails the future. */
    CompletableFuture<Outcome> read(Path file) {
        underWay.acquireUninterruptibly();
        try {
            return CompletableFuture.supplyAsync(() -> readNow(file), workers).whenComplete((outcome, failure) -> underWay.release());
        } catch (RuntimeException rejected) {
            underWay.release();
            throw rejected;
        }
    }

    private Outcome readNow(Path file) {
        try {
            StableRead.Result<Read> result = stableRead.read(file, content -> readOnce(file, content));
            return new Outcome(result.value(), result.attributes(), result.stable(), null);
        } catch (IOException e) {
            return new Outcome(null, null, false, e);
        }
    }

    /**
     * Extended attributes are read by name, which opens the file once more: at once, while it is what was opened. A pipe that takes its
     * place would never let itself be opened.
     */
    private Read readOnce(Path file, InputStream content) throws IOException {
        List<ExtendedAttribute> extended = List.of();
        IOException withoutExtended = null;
        try {
            extended = Nodes.extended(file);
        } catch (IOException e) {
            withoutExtended = e;
        }
        return new Read(writer.store(content, chunkers.get()), extended, withoutExtended);
    }
}
