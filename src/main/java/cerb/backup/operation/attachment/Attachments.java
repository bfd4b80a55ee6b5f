package cerb.backup.operation.attachment;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.mysql.load.text.DumpedRow;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.query.rows.DumpedFile;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds attachments in recovery points. For one thread. */
public final class Attachments {
    private static final int MOST_VERSIONS = 10_000;

    private final IndexedRepository index;
    private final Consumer<Finding> findings;

    /** Reads a repository; what cannot be looked at is told to {@code findings}. */
    public Attachments(IndexedRepository index, Consumer<Finding> findings) {
        this.index = index;
        this.findings = findings;
    }

    /** What tells a version from another: the row, and the bytes that are there. */
    private record Version(Attachment attachment, List<Id> content) { }

    private static final class Seen {
        private final AttachmentPoint first;
        private final ObjectState object;
        private AttachmentPoint last;
        private int points;

        Seen(AttachmentPoint first, ObjectState object) {
            this.first = first;
            this.object = object;
        }
    }

    /** The points that have rows to be read, in the order given. Throws where there is none: then nothing that is not found says anything. */
    List<AttachmentPoint> points(List<StoredSnapshot> snapshots) {
        StoragePaths paths = new StoragePaths(index);
        List<AttachmentPoint> points = new ArrayList<>();
        for (StoredSnapshot snapshot : snapshots) {
            Optional<AttachmentPoint> point = AttachmentPoint.of(snapshot, index, paths);
            if (point.isEmpty()) {
                findings.accept(Finding.damage("recovery point " + snapshot.id().shortName(), "cannot be searched, because its root directory is damaged", "Run check."));
            } else if (point.get().isHotCopy()) {
                findings.accept(Finding.incomplete("recovery point " + snapshot.id().shortName(), "cannot be searched, because it is a hot copy, whose rows only a server can read",
                        "Restore it to a scratch schema with --database-to."));
            } else {
                points.add(point.get());
            }
        }
        if (points.isEmpty()) {
            throw new OperationException("no recovery point can be searched for attachments", "See what there is: cerb-backup snapshots");
        }
        return points;
    }

    /**
     * Every kept version of the attachments that a query takes, by id, then by age.
     *
     * @param snapshots recovery points, the oldest first
     * @throws OperationException if too many fit, or no recovery point can be searched or holds the table
     */
    public List<AttachmentVersion> find(AttachmentQuery query, List<StoredSnapshot> snapshots) {
        Map<List<Id>, List<Attachment>> read = new HashMap<>();
        Map<Version, Seen> versions = new LinkedHashMap<>();
        boolean hasTable = false;
        for (AttachmentPoint point : points(snapshots)) {
            List<DumpedFile> files = readable(point, List.of(), () -> point.files(query));
            hasTable |= !files.isEmpty();
            files.forEach(file -> read.computeIfAbsent(file.content(), content -> readable(point, List.of(), () -> point.rows(file, query)))
                    .forEach(attachment -> see(versions, point, attachment)));
        }
        if (!hasTable) {
            throw new OperationException("no recovery point has a row in the table " + Attachment.TABLE, "Attachments are Cerb's; look for files of another application with: cerb-backup find");
        }
        return result(versions);
    }

    /** What one point says; where a part of its dump is damaged that is told, and the others are asked all the same. */
    <T> T readable(AttachmentPoint point, T otherwise, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (OperationException e) {
            unread(point, e);
            return otherwise;
        }
    }

    private void unread(AttachmentPoint point, OperationException e) {
        findings.accept(Finding.damage("recovery point " + point.snapshot().id().shortName(), "cannot be searched as a whole: " + e.getMessage(), e.remedy()));
    }

    private static void see(Map<Version, Seen> versions, AttachmentPoint point, Attachment attachment) {
        Optional<Node> file = point.file(attachment);
        Seen seen = versions.computeIfAbsent(new Version(attachment, file.map(Node::content).orElse(null)), version -> new Seen(point, AttachmentPoint.state(attachment, file)));
        seen.last = point;
        seen.points++;
        if (versions.size() > MOST_VERSIONS) {
            throw new OperationException("more than " + MOST_VERSIONS + " attachments fit", "Give more of the name, or the id or the SHA-1.");
        }
    }

    /** Owners are read where a version was seen last, once for all versions that were seen there. */
    private List<AttachmentVersion> result(Map<Version, Seen> versions) {
        Map<AttachmentPoint, TreeSet<Long>> ids = new LinkedHashMap<>();
        versions.forEach((version, seen) -> ids.computeIfAbsent(seen.last, point -> new TreeSet<>()).add(version.attachment.id()));
        Map<AttachmentPoint, Map<Long, List<DumpedRow>>> links = ids.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getKey().links(entry.getValue(), problem -> unread(entry.getKey(), problem))));
        List<AttachmentVersion> result = new ArrayList<>();
        versions.forEach((version, seen) -> result.add(new AttachmentVersion(version.attachment, seen.object,
                links.get(seen.last).getOrDefault(version.attachment.id(), List.of()).stream().map(AttachmentPoint::owner).toList(),
                Snapshots.describe(seen.first.snapshot()), Snapshots.describe(seen.last.snapshot()), seen.points)));
        result.sort(Comparator.comparingLong((AttachmentVersion version) -> version.attachment().id()).thenComparing(version -> version.first().time()));
        return result;
    }
}
