package cerb.backup.operation.doctor.database;

import cerb.backup.configuration.value.Sizes;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.dump.TableSelection;
import cerb.backup.mysql.inspect.TableFacts;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Storage engines and what they mean for locks; tables without a primary key. */
public final class TablesExamination implements Examination {
    /** What a connection reads of a table that is locked meanwhile: on the slow side, for a warm server hands out several times as much. */
    private static final long BYTES_A_SECOND = 50L << 20;
    private static final int NAMED = 5;

    private final List<TableFacts> tables;
    private final List<TableFacts> read;

    /** {@code structureOnly} names those of the dumped tables whose rows are left out. */
    public TablesExamination(List<TableFacts> tables, Collection<String> structureOnly) {
        this.tables = List.copyOf(tables);
        this.read = tables.stream().filter(table -> !isBroken(table) && table.hasOwnRows() && !TableSelection.isNamed(structureOnly, table.name())).toList();
    }

    @Override
    public String subject() {
        return "tables";
    }

    @Override
    public List<Diagnosis> examine() {
        List<Diagnosis> found = new ArrayList<>();
        if (tables.isEmpty()) {
            return List.of(Diagnosis.error(subject(), "the schema has no table that the account can see", "There would be nothing in the backup.",
                    "Correct database.name and database.include, or run cerb-backup setup for the account's privileges."));
        }
        List<TableFacts> broken = tables.stream().filter(TablesExamination::isBroken).toList();
        if (!broken.isEmpty()) {
            found.add(Diagnosis.error(subject(), "the server cannot open " + names(broken), "A dump is refused rather than taken without a table.",
                    "REPAIR TABLE " + Identifier.quote(broken.get(0).name()) + ";  or leave it out with database.exclude"));
        }
        found.add(engines());
        List<TableFacts> keyless = read.stream().filter(table -> !table.keyed()).toList();
        found.add(keyless.isEmpty() ? Diagnosis.ok(subject(), "all " + read.size() + " that are read have a primary key")
                : Diagnosis.note(subject(), keyless.size() + " without a primary key: " + names(keyless),
                        "Such a table cannot be cut at the same rows each day, so it is read by one connection and deduplicates badly; and an ALTER TABLE of it meanwhile makes the dump begin again, or waits until it is read where it is locked: about "
                                + seconds(keyless.stream().mapToLong(TableFacts::bytes).max().orElse(0)) + " s for the largest, at 50 MiB/s.",
                        "ALTER TABLE " + Identifier.quote(keyless.get(0).name()) + " ADD PRIMARY KEY (...);"));
        return found;
    }

    private Diagnosis engines() {
        List<TableFacts> locked = read.stream().filter(table -> !table.transactional()).toList();
        if (locked.isEmpty()) {
            return Diagnosis.ok(subject(), "all " + read.size() + " that are read are transactional: one snapshot holds them, and no writer waits while they are read");
        }
        long bytes = locked.stream().mapToLong(TableFacts::bytes).sum();
        return Diagnosis.note(subject(), locked.size() + " of " + read.size() + " are not transactional (" + names(locked) + "), " + Sizes.words(bytes),
                "Writers to such a table wait until it is copied: about " + seconds(bytes) + " s in all, if a connection reads 50 MiB/s; and one moment for all tables needs a lock on them.",
                remedy(locked));
    }

    /** A table in memory is there for its speed, and its rows go when the server stops: they are better left out than made durable. */
    private static String remedy(List<TableFacts> locked) {
        return locked.stream().filter(table -> !table.engine().equalsIgnoreCase("MEMORY")).findFirst()
                .map(table -> "ALTER TABLE " + Identifier.quote(table.name()) + " ENGINE=InnoDB;")
                .orElseGet(() -> "Add " + locked.get(0).name() + " to database.structure-only.");
    }

    private static long seconds(long bytes) {
        return 1 + bytes / BYTES_A_SECOND;
    }

    private static boolean isBroken(TableFacts table) {
        return table.engine().isEmpty();
    }

    private static String names(List<TableFacts> some) {
        return some.stream().limit(NAMED).map(TableFacts::name).collect(Collectors.joining(", ")) + (some.size() > NAMED ? ", ..." : "");
    }
}
