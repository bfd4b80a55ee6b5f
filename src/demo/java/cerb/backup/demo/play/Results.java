package cerb.backup.demo.play;

import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table at the end. */
final class Results {
    private static final String NOTHING = "-";

    private final Table table = new Table("what", "size", "stored", "seconds", "equal");
    private final List<String> differences = new ArrayList<>();
    private boolean equal = true;

    /** A step that stored something; stored is -1 where it has no meaning. */
    void step(String what, long size, long stored, Duration took) {
        table.add(what, HumanSize.of(size), stored < 0 ? NOTHING : HumanSize.of(stored), seconds(took), NOTHING);
    }

    /** A comparison, with what it found different. */
    void comparison(String what, long size, Duration took, List<String> found) {
        table.add(what, HumanSize.of(size), NOTHING, seconds(took), found.isEmpty() ? "yes" : "NO");
        differences.addAll(found.subList(0, Math.min(found.size(), 10)));
        equal &= found.isEmpty();
    }

    /** Whether nothing was different. */
    boolean equal() {
        return equal;
    }

    /** The table's lines, then what was different. */
    List<String> lines() {
        var lines = new ArrayList<>(table.lines());
        differences.forEach(difference -> lines.add("different: " + difference));
        return lines;
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
    }
}
