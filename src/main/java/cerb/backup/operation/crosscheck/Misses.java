package cerb.backup.operation.crosscheck;

import cerb.backup.cerb.ObjectTable;
import cerb.backup.operation.crosscheck.rows.ObjectRow;
import cerb.backup.operation.manifest.Samples;
import cerb.backup.operation.report.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rows of one table whose objects are not as they say. They are asked again of the live database, some at a time: a row that has gone, moved or changed
 * was overtaken while the recovery point was taken; one that is still the same is damaged, but for those that are known to be lost. For one thread.
 */
final class Misses {
    private static final int AT_ONCE = 500;

    /** What is wrong with a row's object. */
    record Miss(ObjectRow row, Tally.Set set, String what) { }

    private final ObjectTable table;
    private final LiveRows live;
    private final KnownLosses known;
    private final Tally tally;
    private final Consumer<Finding> findings;
    private final Consumer<Miss> damage;
    private final List<Miss> waiting = new ArrayList<>();
    private boolean cannotBeAsked;

    /** {@code live} is null where nobody can be asked; {@code damage} hears of each row that is damaged. */
    Misses(ObjectTable table, LiveRows live, KnownLosses known, Tally tally, Consumer<Finding> findings, Consumer<Miss> damage) {
        this.table = table;
        this.live = live;
        this.known = known;
        this.tally = tally;
        this.findings = findings;
        this.damage = damage;
    }

    void add(Miss miss) {
        waiting.add(miss);
        if (waiting.size() >= AT_ONCE) {
            ask();
        }
    }

    /** Asks for those that wait. */
    void ask() {
        if (waiting.isEmpty()) {
            return;
        }
        Map<Long, ObjectRow> now = rows();
        for (Miss miss : waiting) {
            ObjectRow row = miss.row;
            if (known.holds(table, row.id())) {
                tally.add(Tally.Set.KNOWN_LOST, row.size());
            } else if (now == null || row.equals(now.get(row.id()))) {
                tally.add(miss.set, row.size());
                damage.accept(miss);
            } else {
                tally.add(Tally.Set.BENIGN, row.size());
                Samples.add(tally.samples.benign(), table.table() + " " + row.id() + (now.containsKey(row.id()) ? " has changed" : " has gone"));
            }
        }
        waiting.clear();
    }

    /** Null if they cannot be asked for: then nothing speaks for the recovery point. */
    private Map<Long, ObjectRow> rows() {
        if (live == null || cannotBeAsked) {
            return null;
        }
        try {
            Collection<ObjectRow> rows = live.find(table.table(), waiting.stream().map(miss -> miss.row.id()).toList());
            Map<Long, ObjectRow> byId = new HashMap<>();
            rows.forEach(row -> byId.put(row.id(), row));
            return byId;
        } catch (Exception e) {
            cannotBeAsked = true;
            findings.accept(Finding.note("table " + table.table(), "could not be asked again for rows whose objects are missing, so all of them count as damaged: " + e.getMessage()));
            return null;
        }
    }
}
