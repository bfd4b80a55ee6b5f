package cerb.backup.operation.tree;

import cerb.backup.backend.local.FileError;
import cerb.backup.chunker.Chunker;
import cerb.backup.format.Id;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.report.Progress;
import cerb.backup.operation.tree.carry.CarryPolicy;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Brings the tree of a directory up to date: {@code O(dirty directories)}, whatever the size of the rest. For one update at a time.
 */
public final class TreeUpdate {
    private final TreeSource source;
    private final IndexedRepository index;
    private final RepositoryWriter writer;
    private final ContentReader reader;
    private final Findings findings;
    private final Consumer<Progress> progress;
    private final Clock clock;

    /**
     * An update of one source.
     *
     * @param source   what is kept
     * @param index    where trees and contents of the base are looked up
     * @param writer   where new ones are stored
     * @param chunkers makes a chunker for each reading thread
     * @param workers  run the reading of files
     * @param threads  how many of them there are
     * @param findings take what could not be read
     * @param progress hears of files and bytes, often
     * @param clock    tells when the absence of a file was noticed
     */
    public TreeUpdate(TreeSource source, IndexedRepository index, RepositoryWriter writer, Supplier<Chunker> chunkers, Executor workers,
                      int threads, Findings findings, Consumer<Progress> progress, Clock clock) {
        this.source = source;
        this.index = index;
        this.writer = writer;
        this.reader = new ContentReader(writer, chunkers, source.hashes(), workers, threads * 8);
        this.findings = findings;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * Updates.
     *
     * @param base       the tree to start from, or null for none; then the batch must be everything
     * @param checkpoint the tree of a checkpoint taken since the base, or null
     * @param batch      what to look at
     * @param policy     what becomes of objects that have vanished
     * @throws OperationException if the root itself cannot be read
     */
    public TreeResult update(Id base, Id checkpoint, DirtyBatch batch, CarryPolicy policy) {
        try {
            DirtyBatch needed = base == null ? DirtyBatch.everything() : batch;
            Walk walk = new Walk(source, index, writer, reader, findings, progress, clock.instant(), needed, policy);
            TreeResult result = walk.run(base, checkpoint);
            // the other names of a linked file may be anywhere, and all must tell the same number of links; where one tree is lost, others may be
            boolean complete = needed.root() || !walk.metNewLinks() && !result.metLoss();
            return complete ? result : update(base, checkpoint, DirtyBatch.everything(), policy);
        } catch (IOException e) {
            throw new OperationException("cannot read the directory " + source.root() + ": " + FileError.words(e, source.root()),
                    "Let the backup's user read it, for instance as a member of the web server's group.", e);
        }
    }
}
