package cerb.backup.cli.repository;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.source.From;
import cerb.backup.cli.source.RepositorySource;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.query.diff.Change;
import cerb.backup.operation.query.diff.Diff;
import cerb.backup.operation.query.diff.DiffSummary;
import cerb.backup.repository.StoredSnapshot;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two snapshots. */
@Command(name = "diff", mixinStandardHelpOptions = true,
        description = "Show what differs between two snapshots: + added, - removed, T other type, M other content, ? other content although nothing else differs, U other metadata.",
        footer = {"", "JSON: a line a change of message_type (change), path, modifier, escaped (the path with escapes, where a name is no UTF-8; else null); then one of message_type",
            "(statistics), source_snapshot, target_snapshot, changed_files, added and removed, each of files, dirs, others, data_blobs, tree_blobs, bytes. Bytes are those of",
            "blobs that only the changed directories of one side have, before compression."})
public final class DiffVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private From from;

    @Parameters(index = "0", paramLabel = "ID", description = "Beginning of a snapshot's id, or latest.")
    private String left;

    @Parameters(index = "1", paramLabel = "ID", description = "Of another one.")
    private String right;

    @Option(names = "--metadata", description = "With what differs in metadata only.")
    private boolean metadata;

    @Override
    public Integer call() {
        Settings settings = from.settings(common);
        Console console = common.console();
        try (RepositorySource opened = from.open(settings)) {
            Snapshots snapshots = opened.snapshots();
            StoredSnapshot source = snapshots.choose(left, null, false);
            StoredSnapshot target = snapshots.choose(right, null, false);
            DiffSummary summary = new Diff(opened.repository().index(), metadata, change -> print(console, change)).run(source.snapshot().tree(), target.snapshot().tree());
            if (console.json()) {
                console.result(json(source, target, summary));
            } else {
                print(console, summary);
            }
            if (summary.missingBlobs() > 0) {
                console.warn(Plurals.are(summary.missingBlobs(), "blob") + " in no index, of what differs, and not counted. Run check.");
            }
        }
        return 0;
    }

    private static void print(Console console, Change change) {
        if (console.json()) {
            ObjectNode json = Json.object().put("message_type", "change").put("path", change.path().text()).put("modifier", change.letters());
            console.result(json.put("escaped", change.path().escapedWhereNeeded()));
        } else {
            console.line(String.format("%-5s%s", change.letters(), change.path()));
        }
    }

    private static void print(Console console, DiffSummary summary) {
        DiffSummary.Side added = summary.added();
        DiffSummary.Side removed = summary.removed();
        console.line("");
        console.line(String.format("Files:      %5d new, %5d removed, %5d changed", added.files(), removed.files(), summary.changedFiles()));
        console.line(String.format("Dirs:       %5d new, %5d removed", added.dirs(), removed.dirs()));
        console.line(String.format("Others:     %5d new, %5d removed", added.others(), removed.others()));
        console.line(String.format("Data blobs: %5d new, %5d removed", added.dataBlobs(), removed.dataBlobs()));
        console.line(String.format("Tree blobs: %5d new, %5d removed", added.treeBlobs(), removed.treeBlobs()));
        console.line("Added:      " + HumanSize.of(added.bytes()));
        console.line("Removed:    " + HumanSize.of(removed.bytes()));
    }

    private static ObjectNode json(StoredSnapshot source, StoredSnapshot target, DiffSummary summary) {
        ObjectNode json = Json.object().put("message_type", "statistics").put("source_snapshot", source.id().toString()).put("target_snapshot", target.id().toString())
                .put("changed_files", summary.changedFiles());
        json.set("added", json(summary.added()));
        json.set("removed", json(summary.removed()));
        return json;
    }

    private static ObjectNode json(DiffSummary.Side side) {
        return Json.object().put("files", side.files()).put("dirs", side.dirs()).put("others", side.others())
                .put("data_blobs", side.dataBlobs()).put("tree_blobs", side.treeBlobs()).put("bytes", side.bytes());
    }
}
