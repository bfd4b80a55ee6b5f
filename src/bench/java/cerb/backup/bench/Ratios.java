package cerb.backup.bench;

import cerb.backup.bench.Contestant.Run;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Medians of all runs, and ours as a share of each peer's. */
final class Ratios {
    private final Map<String, Map<String, List<Run>>> tasks = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    /** Runs a contestant, and notes it unless the task is null; the first contestant of a task is the one that is compared. */
    void measure(String task, Contestant contestant) throws IOException, InterruptedException {
        Run run = contestant.run();
        if (task != null) {
            note(task, contestant.name(), run);
        }
    }

    /** Notes a run of a contestant. */
    void note(String task, String contestant, Run run) {
        System.out.printf(Locale.ROOT, "%s: %s %.2f s, %.2f CPU s%n", task, contestant, run.seconds(), run.cpu());
        tasks.computeIfAbsent(task, key -> new LinkedHashMap<>())
                .merge(contestant, List.of(run), (old, more) -> Stream.concat(old.stream(), more.stream()).toList());
    }

    /** Notes what no column has room for, to stand below the table. */
    void remark(String line) {
        System.out.println(line);
        remarks.add(line);
    }

    /** The table's lines, and the remarks. */
    List<String> lines() {
        Table table = new Table("task", "tool", "seconds", "CPU s", "server CPU s", "longest write", "peak", "stored", "ours / it", "CPU", "peak");
        tasks.forEach((task, contestants) -> {
            List<Run> ours = contestants.values().iterator().next();
            contestants.forEach((name, runs) -> table.add(task, name, number(median(runs, Run::seconds)), number(median(runs, Run::cpu)),
                    number(median(runs, Run::server)), number(median(runs, Run::stall)), HumanSize.of((long) median(runs, Run::peak)), stored(runs.get(runs.size() - 1).stored()), ratio(ours, runs, Run::seconds),
                    ratio(ours, runs, Run::cpu), ratio(ours, runs, Run::peak)));
        });
        return Stream.concat(table.lines().stream(), remarks.stream()).toList();
    }

    private static String stored(long bytes) {
        return (bytes < 0 ? "-" : "") + HumanSize.of(Math.abs(bytes));
    }

    private static String ratio(List<Run> ours, List<Run> theirs, ToDoubleFunction<Run> value) {
        return number(median(ours, value) / median(theirs, value));
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> value) {
        return runs.stream().mapToDouble(value).sorted().toArray()[runs.size() / 2];
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "";
    }
}
