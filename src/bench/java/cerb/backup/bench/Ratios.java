package cerb.backup.bench;

import cerb.backup.bench.Contestant.Run;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.Table;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Medians of all runs, and ours as a share of each peer's. */
final class Ratios {
    private final Map<String, Map<String, List<Run>>> tasks = new LinkedHashMap<>();

    /** Notes a run; the first contestant of a task is the one that is compared. */
    void add(String task, String contestant, Run run) {
        tasks.computeIfAbsent(task, key -> new LinkedHashMap<>())
                .merge(contestant, List.of(run), (old, more) -> Stream.concat(old.stream(), more.stream()).toList());
    }

    /** The table's lines. */
    List<String> lines() {
        var table = new Table("task", "tool", "seconds", "stored", "ours / it");
        tasks.forEach((task, contestants) -> {
            var ours = median(contestants.values().iterator().next());
            contestants.forEach((name, runs) -> {
                var took = median(runs);
                table.add(task, name, String.format(Locale.ROOT, "%.2f", seconds(took)),
                        HumanSize.of(runs.get(runs.size() - 1).stored()), String.format(Locale.ROOT, "%.2f", seconds(ours) / seconds(took)));
            });
        });
        return table.lines();
    }

    private static Duration median(List<Run> runs) {
        return runs.stream().map(Run::took).sorted(Comparator.naturalOrder()).toList().get(runs.size() / 2);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
