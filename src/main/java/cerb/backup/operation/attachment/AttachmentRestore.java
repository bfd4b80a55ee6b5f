package cerb.backup.operation.attachment;

import cerb.backup.backend.local.FileError;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.mysql.load.text.DumpedRow;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.FileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Writes one attachment to a directory: its bytes, and the statements that insert its rows. For one restore. */
public final class AttachmentRestore {
    private static final String REMEDY = "See what is kept: cerb-backup attachment find ID";

    private final IndexedRepository index;
    private final Consumer<Finding> findings;
    private final Set<List<Id>> damaged = new HashSet<>();

    /** Reads a repository; what makes it turn to an older recovery point is told to {@code findings}. */
    public AttachmentRestore(IndexedRepository index, Consumer<Finding> findings) {
        this.index = index;
        this.findings = findings;
    }

    /**
     * Restores it from the newest recovery point that has it whole. What that row says is what is looked for: an older recovery point may know the id as
     * another file's.
     *
     * @param snapshots recovery points, the oldest first
     * @param directory made if it does not exist; what is in it stays
     * @throws OperationException if none has it, or none has it whole, or there is a file of its name
     */
    public RestoredAttachment restore(long id, List<StoredSnapshot> snapshots, Path directory) {
        Attachments attachments = new Attachments(index, findings);
        List<AttachmentPoint> points = attachments.points(snapshots);
        Attachment wanted = null;
        for (int i = points.size() - 1; i >= 0; i--) {
            AttachmentPoint point = points.get(i);
            Optional<DumpedRow> row = attachments.readable(point, Optional.empty(), () -> point.row(id));
            Attachment attachment = row.map(Attachment::of).orElse(null);
            if (attachment != null && wanted != null && !attachment.hasContentOf(wanted)) {
                break;
            }
            wanted = attachment == null ? wanted : attachment;
            Optional<RestoredAttachment> restored = attachment == null ? Optional.empty() : from(point, row.get(), attachment, directory);
            if (restored.isPresent()) {
                return restored.get();
            }
        }
        if (wanted == null) {
            throw new OperationException("no recovery point has an attachment " + id, "Look for it by its name: cerb-backup attachment find NAME");
        }
        throw new OperationException("no recovery point holds attachment " + id + " whole", REMEDY);
    }

    private Optional<RestoredAttachment> from(AttachmentPoint point, DumpedRow row, Attachment attachment, Path directory) {
        Optional<Node> file = point.file(attachment);
        ObjectState state = AttachmentPoint.state(attachment, file);
        if (state != ObjectState.PRESENT && state != ObjectState.IN_DATABASE) {
            passOver(point, attachment, "is " + state.words());
            return Optional.empty();
        }
        if (file.isPresent() && damaged.contains(file.get().content())) {
            return Optional.empty();
        }
        try {
            return write(point, row, attachment, file.map(Node::content).orElse(null), directory);
        } catch (IOException e) {
            throw new OperationException("cannot write attachment " + attachment.id() + " to " + directory + ": " + FileError.words(e, directory), "Name a directory that you may write to.", e);
        }
    }

    private Optional<RestoredAttachment> write(AttachmentPoint point, DumpedRow row, Attachment attachment, List<Id> content, Path directory) throws IOException {
        Files.createDirectories(directory);
        Path file = free(directory, SafeName.of(attachment));
        Path sql = free(directory, SafeName.of(attachment) + ".sql");
        // Made readable for their owner only.
        Path newFile = Files.createTempFile(directory, ".cerb-backup-", "");
        Path newSql = Files.createTempFile(directory, ".cerb-backup-", ".sql");
        try {
            List<OperationException> unread = new ArrayList<>();
            List<DumpedRow> links = point.links(Set.of(attachment.id()), unread::add).getOrDefault(attachment.id(), List.of());
            String wrong = write(point, row, links, attachment, content, newFile, newSql);
            if (wrong != null) {
                passOver(point, attachment, wrong);
                if (content != null) {
                    damaged.add(content);
                }
                return Optional.empty();
            }
            Files.move(newFile, file);
            Files.move(newSql, sql);
            unread.forEach(problem -> lacksLinks(point, attachment, problem));
            return Optional.of(new RestoredAttachment(attachment, Snapshots.describe(point.snapshot()), file, sql, links.size(), content == null ? "" : AttachmentPoint.path(attachment), !unread.isEmpty()));
        } finally {
            Files.deleteIfExists(newFile);
            Files.deleteIfExists(newSql);
        }
    }

    /** What is wrong with the bytes; null if nothing is. */
    private String write(AttachmentPoint point, DumpedRow row, List<DumpedRow> links, Attachment attachment, List<Id> content, Path newFile, Path newSql) throws IOException {
        ObjectFile bytes = new ObjectFile(newFile);
        try (AttachmentSql sql = new AttachmentSql(newSql, "attachment " + attachment.id() + ", " + attachment.name() + ", as of recovery point " + point.snapshot().id().shortName()
                + " of " + point.snapshot().snapshot().time(), content == null ? "Its bytes are among these rows." : "First put the file to " + AttachmentPoint.path(attachment)
                + " below the storage directory, readable for the web server.")) {
            sql.add(row);
            for (DumpedRow link : links) {
                sql.add(link);
            }
            if (content == null) {
                point.chunks(attachment, chunk -> {
                    bytes.write(chunk);
                    sql.add(chunk);
                    return true;
                });
            } else {
                bytes.write(index, content);
            }
            sql.commit();
        } catch (OperationException e) {
            return "cannot be read: " + e.getMessage();
        }
        return bytes.difference(attachment);
    }

    private void passOver(AttachmentPoint point, Attachment attachment, String why) {
        findings.accept(Finding.damage("attachment " + attachment.id() + " of recovery point " + point.snapshot().id().shortName(), why, ""));
    }

    private void lacksLinks(AttachmentPoint point, Attachment attachment, OperationException problem) {
        findings.accept(Finding.incomplete("attachment " + attachment.id() + " of recovery point " + point.snapshot().id().shortName(),
                "was restored, but its links to records are not among the statements, or not all of them: " + problem.getMessage(),
                "Take the links from an older recovery point, with --at and another directory; or link it in the helpdesk."));
    }

    private static Path free(Path directory, String name) {
        // the locale may have no characters for it
        Path file = FileName.of(name).in(directory);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new OperationException("cannot write " + file + ": it is there already", "Name another directory with --to, or move the file.");
        }
        return file;
    }
}
