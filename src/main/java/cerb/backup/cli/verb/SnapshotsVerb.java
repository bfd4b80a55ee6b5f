package cerb.backup.cli.verb;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.output.Table;
import cerb.backup.cli.source.From;
import cerb.backup.cli.source.RepositorySource;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.cli.work.Texts;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.query.SnapshotInfo;
import cerb.backup.operation.report.Finding;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the snapshots. */
@Command(name = "snapshots", mixinStandardHelpOptions = true, description = "List the snapshots, the oldest first.",
        footer = {"", "JSON: a list of id, short_id, time, kind (recovery-point | checkpoint | other), incomplete, host, tags, paths, files, bytes (-1: not known)."})
final class SnapshotsVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private From from;

    @Override
    public Integer call() {
        Settings settings = from.settings(common);
        Console console = common.console();
        List<Finding> damaged = new ArrayList<>();
        List<SnapshotInfo> snapshots;
        try (RepositorySource source = from.open(settings)) {
            snapshots = source.snapshots().list(damaged::add);
        }
        if (console.json()) {
            ArrayNode all = Json.array();
            snapshots.forEach(snapshot -> all.add(Texts.snapshot(snapshot)));
            console.result(all);
        } else {
            table(snapshots).lines().forEach(console::line);
        }
        damaged.forEach(finding -> console.warn(Printable.of(finding.toString())));
        return damaged.isEmpty() ? 0 : 1;
    }

    private static Table table(List<SnapshotInfo> snapshots) {
        Table table = new Table("ID", "Time", "Host", "Kind", "Tags", "Paths", "Size");
        for (SnapshotInfo snapshot : snapshots) {
            table.add(snapshot.shortId(), HumanTime.of(snapshot.time(), ZoneId.systemDefault()), Printable.of(snapshot.host()), snapshot.kind(),
                    Printable.of(String.join(",", snapshot.tags())), Printable.of(String.join(" ", snapshot.paths())),
                    snapshot.bytes() < 0 ? "" : HumanSize.of(snapshot.bytes()));
        }
        return table;
    }
}
