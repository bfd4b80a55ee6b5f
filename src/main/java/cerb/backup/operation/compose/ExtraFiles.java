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
 * {@code /extra}: files outside the storage directory, each below the absolute path that was named, readable by their restorer alone. A few small ones are meant, such as
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
        Path named = path.toAbsolutePath().normalize();
        try {
            // what is named is meant, also where it is a link; what a link below it leads to may be anything
            add(named, Files.isDirectory(named) ? named.toRealPath() : named);
        } catch (IOException | UncheckedIOException e) {
            lacks(path, "cannot be read: " + e);
        }
    }

    private void add(Path named, Path real) throws IOException {
        try (Stream<Path> below = Files.walk(real)) {
            List<Path> found = below.filter(file -> Files.isRegularFile(file) || Files.isSymbolicLink(file)).limit(MOST + 1L).toList();
            if (found.size() > MOST) {
                lacks(named, "holds more than " + MOST + " files, and is left out");
                return;
            }
            found.stream().filter(file -> !Files.isRegularFile(file)).map(link -> named.resolve(real.relativize(link))).forEach(this::link);
            List<Path> files = found.stream().filter(Files::isRegularFile).toList();
            if (files.isEmpty()) {
                findings.add(Finding.incomplete(named.toString(), "holds no file that could be stored", "Name what is meant in extra.paths, or take it out there."));
            }
            files.forEach(file -> file(named.resolve(real.relativize(file)), file));
        }
    }

    private void link(Path link) {
        findings.add(new Finding(Finding.Severity.NOTE, link.toString(), "is a link " + (Files.isDirectory(link) ? "to a directory" : "to no file") + ", and left out",
                "Where it is needed, name it in extra.paths, too."));
    }

    private void file(Path named, Path file) {
        String name = named.toString().substring(1);
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
