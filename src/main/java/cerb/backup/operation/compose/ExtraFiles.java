package cerb.backup.operation.compose;

import cerb.backup.chunker.Chunker;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.repository.RepositoryWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code /extra}: files outside the storage directory, each below its own absolute path, readable by their restorer alone. A few small ones are meant, such as
 * {@code framework.config.php}: they are read at every recovery point. For one thread.
 */
public final class ExtraFiles {
    private static final int MOST = 10_000;

    private final RepositoryWriter writer;
    private final Supplier<Chunker> chunkers;
    private final Findings findings;
    private final StoredParts parts = new StoredParts();
    private Instant newest = Instant.EPOCH;

    /** {@code findings} take what cannot be read. */
    public ExtraFiles(RepositoryWriter writer, Supplier<Chunker> chunkers, Findings findings) {
        this.writer = writer;
        this.chunkers = chunkers;
        this.findings = findings;
    }

    /** Stores files, and the files below directories, and answers the node of their root; null where there are none. */
    public Node store(List<Path> paths) {
        paths.forEach(this::add);
        return parts.count() == 0 ? null : parts.store(writer, Companions.EXTRA, newest);
    }

    private void add(Path path) {
        try (Stream<Path> below = Files.walk(path.toAbsolutePath().normalize())) {
            List<Path> files = below.filter(Files::isRegularFile).limit(MOST + 1L).toList();
            if (files.size() > MOST) {
                lacks(path, "holds more than " + MOST + " files, and is left out");
                return;
            }
            files.forEach(this::file);
        } catch (IOException | UncheckedIOException e) {
            lacks(path, "cannot be read: " + e);
        }
    }

    private void file(Path file) {
        String name = file.toString().substring(1);
        if (parts.byPath().containsKey(name)) {
            return; // named twice
        }
        try (InputStream in = Files.newInputStream(file)) {
            parts.add(name, writer.store(in, chunkers.get()));
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            newest = modified.isAfter(newest) ? modified : newest;
        } catch (IOException e) {
            lacks(file, "cannot be read: " + e);
        }
    }

    private void lacks(Path path, String what) {
        findings.add(Finding.incomplete(path.toString(), what, "Let the backup's user read it, or take it out of extra.paths."));
    }
}
