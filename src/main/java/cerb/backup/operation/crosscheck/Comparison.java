package cerb.backup.operation.crosscheck;

import cerb.backup.cerb.ObjectTable;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.crosscheck.hashes.ContentHashes;
import cerb.backup.operation.crosscheck.hashes.Inventory;
import cerb.backup.operation.crosscheck.rows.FileReference;
import cerb.backup.operation.crosscheck.rows.FileReferences;
import cerb.backup.operation.crosscheck.rows.ObjectRow;
import cerb.backup.operation.crosscheck.rows.References;
import cerb.backup.operation.manifest.CrossChecked;
import cerb.backup.operation.manifest.Samples;
import cerb.backup.operation.query.EntryPath;
import cerb.backup.operation.query.TreeWalk;
import cerb.backup.operation.report.Finding;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.RepositoryWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Compares rows that refer to objects with what a recovery point holds, before it is written. Used once, by one thread. */
public final class Comparison {
    /** How long old content may be read again at one recovery point; what is left is for the next ones. */
    static final Duration READING = Duration.ofSeconds(30);
    private static final String STORAGE = "storage";
    private static final String WARNED = "Look for the files in older snapshots, and for the reason in the application's log. List what is lost for good in the file that storage.known-lost names.";

    private final IndexedRepository index;
    private final RepositoryWriter writer;
    private final LiveRows live;
    private final LastGoodCopy lastGood;
    private final KnownLosses known;
    private final Predicate<String> unread;
    private final Tally tally = new Tally();
    private final List<Finding> findings = new ArrayList<>();
    private long named;
    private long unreadRows;

    /**
     * What was found.
     *
     * @param result    the counts
     * @param samples   the first of each set
     * @param findings  what a person should know
     * @param inventory the node of {@code /inventory}, or null
     * @param asked     whether the rows were asked for when the dump was read, and are not the dump's own
     */
    public record Outcome(CrossChecked result, Samples samples, List<Finding> findings, Node inventory, boolean asked) { }

    /**
     * A comparison.
     *
     * @param index      what is compared must be readable through it
     * @param writer     stores the inventory
     * @param live       asked again for rows whose objects are missing or wrong; null for nobody
     * @param lastGood   asked for copies of these objects
     * @param known      rows whose objects are lost for good
     * @param unread     whether a path below the storage directory, or a directory above it, could not be read: nothing says that such a file is lost
     */
    public Comparison(IndexedRepository index, RepositoryWriter writer, LiveRows live, LastGoodCopy lastGood, KnownLosses known, Predicate<String> unread) {
        this.index = index;
        this.writer = writer;
        this.live = live;
        this.lastGood = lastGood;
        this.known = known;
        this.unread = unread;
    }

    /**
     * Compares the rows of a helpdesk.
     *
     * @param references the rows
     * @param storage    the tree of {@code /storage}
     * @param inventory  the node of {@code /inventory} in the snapshot before, or null
     * @param fresh      the SHA-1 of files that were read lately
     * @throws RuntimeException if what is to be written cannot be read
     */
    public Outcome run(References references, Id storage, Node inventory, ContentHashes fresh, Clock clock) {
        Instant at = clock.instant();
        Map<String, Id> namespaces = new HashMap<>();
        index.tree(storage).forEach(node -> namespaces.put(node.name().toString(), node.subtree()));
        Inventory hashes = new Inventory(index, writer, inventory, fresh, READING, findings::add);
        for (ObjectTable table : ObjectTable.ALL) {
            if (references.rows(table) != null) {
                compare(references, table, namespaces.get(table.namespace()), hashes);
            }
        }
        return outcome(at, clock, hashes, references.isAsked());
    }

    /** Compares the rows of an application's own query. Parameters and errors as for a helpdesk's. */
    public Outcome run(FileReferences rows, Id storage, Node inventory, ContentHashes fresh, Clock clock) {
        Instant at = clock.instant();
        Inventory hashes = new Inventory(index, writer, inventory, fresh, READING, findings::add);
        PathComparison comparison;
        try (Inventory.Namespace files = hashes.of(STORAGE)) {
            comparison = new PathComparison(rows, files, tally);
            TreeWalk.run(index, EntryPath.ROOT, storage, comparison);
        }
        try {
            comparison.ask(live, known, this::damaged);
        } catch (Exception e) {
            findings.add(Finding.note("cross-check", "rows whose files are missing or wrong could not be asked for again, so all of them count as damaged: " + e.getMessage()));
        }
        return outcome(at, clock, hashes, true);
    }

    private Outcome outcome(Instant at, Clock clock, Inventory hashes, boolean asked) {
        CrossChecked result = tally.result(at, Duration.between(at, clock.instant()));
        sum(result);
        return new Outcome(result, tally.samples, List.copyOf(findings), hashes.store(at), asked);
    }

    private void compare(References references, ObjectTable table, Id namespace, Inventory hashes) {
        Misses misses = new Misses(table, live, known, tally, findings::add, miss -> damaged(references, table, miss));
        try (Inventory.Namespace files = hashes.of(table.namespace())) {
            new TableComparison(table, references, files, tally, misses).run(index, namespace);
        }
    }

    private void damaged(References references, ObjectTable table, Misses.Miss miss) {
        ObjectRow row = miss.row();
        String subject = table.table() + " " + row.id();
        String path = table.namespace() + "/" + row.key();
        if (references.isFile(row) && unread.test(path)) {
            unread(subject, path);
        } else if (references.isFile(row)) {
            damaged(subject, path + " " + miss.what(), () -> lastGood.ofFile(path, row.size(), row.sha1(), subject));
        } else {
            damaged(subject, "its object " + miss.what(), lastGood::ofDatabase);
        }
    }

    private void damaged(FileReference row, String what) {
        if (unread.test(row.name())) {
            unread("row " + row.row(), row.name());
            return;
        }
        damaged("row " + row.row(), row.name() + " " + what, () -> lastGood.ofFile(row.name(), row.size(), row.sha1(), row.row()));
    }

    private void unread(String subject, String path) {
        unreadRows++;
        Samples.add(tally.samples.damaged(), subject + ": " + path + " could not be read");
    }

    private void damaged(String subject, String what, Supplier<String> remedy) {
        if (!Samples.isFull(tally.samples.damaged())) {
            named++;
            findings.add(Finding.incomplete(subject, what, remedy.get()));
        }
        Samples.add(tally.samples.damaged(), subject + ": " + what);
    }

    private void sum(CrossChecked result) {
        if (unreadRows > 0) {
            findings.add(Finding.incomplete("cross-check", unreadRows + " of " + result.compared() + " rows refer to files that could not be read; those are named for themselves, and nothing says that they are lost",
                    "Let the backup's user read them."));
        }
        long lost = result.damaged() - unreadRows;
        if (lost > named) {
            findings.add(Finding.incomplete("cross-check", lost + " of " + result.compared() + " rows refer to an object that is missing or wrong", WARNED));
        }
        tally.engines().forEach((engine, count) -> {
            String what = engine + ": " + Plurals.words(count.objects(), "object") + " of " + Plurals.words(count.bytes(), "byte");
            Samples.add(tally.samples.elsewhere(), what);
            findings.add(new Finding(Finding.Severity.NOTE, "elsewhere", what + ", not on this host, and not in the recovery point",
                    "Back them up where they are, or move them to the disk engine in Cerb's setup."));
        });
        if (result.unhashed() > 0) {
            findings.add(Finding.note("cross-check", "the SHA-1 of " + Plurals.words(result.unhashed(), "file") + " was not compared yet; the next recovery points go on with it"));
        }
    }
}
