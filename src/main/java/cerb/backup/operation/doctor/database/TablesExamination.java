package cerb.backup.operation.doctor.database;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.inspect.TableFacts;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Storage engines and what they mean for locks; tables without a primary key. */
public final class TablesExamination implements Examination {
    /** What a connection reads of a table that is locked meanwhile: on the slow side, for a warm server hands out several times as much. */
    private static final long BYTES_A_SECOND = 50L << 20;
    private static final int NAMED = 5;

    private final List<TableFacts> tables;

    /** The tables that are dumped. */
    public TablesExamination(List<TableFacts> tables) {
        this.tables = List.copyOf(tables);
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
        found.add(engines());
        List<TableFacts> keyless = tables.stream().filter(table -> !table.keyed()).toList();
        found.add(keyless.isEmpty() ? Diagnosis.ok(subject(), "all " + tables.size() + " have a primary key")
                : Diagnosis.note(subject(), keyless.size() + " without a primary key: " + names(keyless),
                        "Such a table cannot be cut at the same rows each day, so it is read by one connection and deduplicates badly.",
                        "ALTER TABLE " + Identifier.quote(keyless.get(0).name()) + " ADD PRIMARY KEY (...);"));
        return found;
    }

    private Diagnosis engines() {
        List<TableFacts> locked = tables.stream().filter(table -> !table.transactional()).toList();
        if (locked.isEmpty()) {
            return Diagnosis.ok(subject(), "all " + tables.size() + " are transactional: one snapshot holds them, and no writer waits while they are read");
        }
        long bytes = locked.stream().mapToLong(TableFacts::bytes).sum();
        return Diagnosis.note(subject(), locked.size() + " of " + tables.size() + " are not transactional (" + names(locked) + "), " + (bytes >> 20) + " MiB",
                "Writers to such a table wait until it is copied: about " + (1 + bytes / BYTES_A_SECOND) + " s in all, if a connection reads 50 MiB/s; and one moment for all tables needs a lock on them.",
                "ALTER TABLE " + Identifier.quote(locked.get(0).name()) + " ENGINE=InnoDB;");
    }

    private static String names(List<TableFacts> some) {
        return some.stream().limit(NAMED).map(TableFacts::name).collect(Collectors.joining(", ")) + (some.size() > NAMED ? ", ..." : "");
    }
}
