package cerb.backup.cli.export;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.work.Texts;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.export.ExportResult;
import cerb.backup.operation.export.VerifyResult;
import cerb.backup.operation.export.VolumeState;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** What an export and its verification print. */
final class ExportText {
    private final Console console;
    private final Path directory;

    ExportText(Console console, Path directory) {
        this.console = console;
        this.directory = directory;
    }

    void exported(ExportResult result) {
        if (console.json()) {
            ObjectNode json = Json.object().put("directory", directory.toString()).put("repository", result.repository().toString()).put("snapshots", result.snapshots());
            json.set("volumes", Json.array(result.volumes()));
            json.put("added", result.added()).put("files", result.files()).put("bytes", result.bytes()).put("incomplete", result.incomplete());
            json.set("findings", Texts.findings(result.findings()));
            console.result(json);
            return;
        }
        console.line(result.added() == 0 ? "nothing is new: " + Plurals.words(result.volumes().size(), "volume") + " in " + directory + " " + (result.volumes().size() == 1 ? "holds" : "hold") + " everything"
                : "exported " + Plurals.words(result.snapshots(), "snapshot") + ": " + Plurals.words(result.added(), "new volume") + " of " + result.volumes().size() + " in " + directory + ", " + HumanSize.of(result.bytes()));
        console.note("Once they are on discs or drives, read them again: cerb-backup export --verify DIR, or sha256sum -c SHA256SUMS in each.");
    }

    void verified(VerifyResult result) {
        if (console.json()) {
            ObjectNode json = Json.object().put("directory", directory.toString());
            ArrayNode volumes = json.putArray("volumes");
            result.volumes().forEach(volume -> volumes.add(json(volume)));
            json.put("snapshots", result.snapshots()).put("damaged", result.damaged());
            json.set("findings", Texts.findings(result.findings()));
            console.result(json);
            return;
        }
        result.volumes().forEach(volume -> console.line(volume.name() + "  " + (volume.lost() ? "LOST" : Plurals.words(volume.files(), "file") + ", " + HumanSize.of(volume.bytes())
                + (volume.damaged().isEmpty() ? "" : ", " + volume.damaged().size() + " DAMAGED") + (volume.missing().isEmpty() ? "" : ", " + volume.missing().size() + " MISSING"))));
        console.line(result.damaged() ? "DAMAGED: see the findings above" : "everything that " + result.snapshots() + " snapshots need is there and sound");
    }

    private static ObjectNode json(VolumeState volume) {
        ObjectNode json = Json.object().put("name", volume.name()).put("lost", volume.lost()).put("files", volume.files()).put("bytes", volume.bytes());
        json.set("damaged", Json.array(volume.damaged()));
        json.set("missing", Json.array(volume.missing()));
        return json;
    }
}
