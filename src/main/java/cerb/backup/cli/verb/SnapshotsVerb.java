package cerb.backup.cli.verb;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.output.Table;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the snapshots. */
@Command(name = "snapshots", mixinStandardHelpOptions = true, description = "List the snapshots, the oldest first.",
        footer = {"", "JSON: a list of id, short_id, time, host, tags, paths, incomplete, tree, parent (or null)."})
final class SnapshotsVerb implements Callable<Integer> {
    @Mixin
    private Common common;

    @Override
    public Integer call() {
        Console console = common.console();
        List<Id> damaged = new ArrayList<>();
        List<StoredSnapshot> snapshots;
        try (Repository repository = Reading.open(common.settings())) {
            snapshots = repository.snapshots((id, cause) -> damaged.add(id));
        }
        if (console.json()) {
            ArrayNode all = Json.array();
            snapshots.forEach(snapshot -> all.add(json(snapshot)));
            console.result(all);
        } else {
            table(snapshots).lines().forEach(console::line);
        }
        damaged.forEach(id -> console.warn("snapshot " + id.shortName() + " is damaged and left out. Run cerb-backup check."));
        return damaged.isEmpty() ? 0 : 1;
    }

    private static Table table(List<StoredSnapshot> snapshots) {
        Table table = new Table("ID", "Time", "Host", "Tags", "Paths");
        for (StoredSnapshot stored : snapshots) {
            Snapshot snapshot = stored.snapshot();
            table.add(stored.id().shortName(), HumanTime.of(snapshot.time(), ZoneId.systemDefault()), Printable.of(snapshot.hostname()),
                    Printable.of(String.join(",", snapshot.tags())), Printable.of(String.join(" ", snapshot.paths())));
        }
        return table;
    }

    private static ObjectNode json(StoredSnapshot stored) {
        Snapshot snapshot = stored.snapshot();
        ObjectNode json = Json.object().put("id", stored.id().toString()).put("short_id", stored.id().shortName())
                .put("time", Json.time(snapshot.time())).put("host", snapshot.hostname());
        json.set("tags", Json.array(snapshot.tags()));
        json.set("paths", Json.array(snapshot.paths()));
        return json.put("incomplete", snapshot.tags().contains("incomplete")).put("tree", snapshot.tree().toString())
                .put("parent", snapshot.parent() == null ? null : snapshot.parent().toString());
    }
}
