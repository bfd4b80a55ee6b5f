package cerb.backup.cli.backup;

import cerb.backup.cli.output.Json;
import cerb.backup.operation.manifest.Manifest.CrossCheckPart;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How rows and objects compare, for JSON and for people. */
public final class CrossCheckText {
    private CrossCheckText() { }

    /** As JSON, as the manifest has it: at, millis, checked, missing, rows (dump, or query where they were asked for a little later), sets[name: objects, bytes] and samples[name: list]. */
    public static ObjectNode json(CrossCheckPart part) {
        ObjectNode json = Json.object().put("at", part.at()).put("millis", part.millis()).put("checked", part.checked()).put("missing", part.missing()).put("rows", part.rows() == null ? "dump" : part.rows());
        ObjectNode sets = json.putObject("sets");
        part.sets().forEach((name, count) -> sets.putObject(name).put("objects", count.objects()).put("bytes", count.bytes()));
        ObjectNode samples = json.putObject("samples");
        samples.set("damaged", Json.array(part.samples().damaged()));
        samples.set("benign", Json.array(part.samples().benign()));
        samples.set("elsewhere", Json.array(part.samples().elsewhere()));
        samples.set("unreferenced", Json.array(part.samples().unreferenced()));
        return json;
    }

    /** The JSON as a line for people, such as {@code rows: 17 of 18 have their object; missing: 1; files without a row: 3}. */
    public static String line(JsonNode check) {
        JsonNode sets = check.path("sets");
        long whole = check.path("checked").asLong() - check.path("missing").asLong() - sets.path("known_lost").path("objects").asLong();
        return "rows: " + whole + " of " + check.path("checked").asLong() + " have their object" + (check.path("rows").asText().equals("query") ? ", as they were when asked for after the dump" : "") + count(sets, "benign", " (of which overtaken while the dump was taken: ", ")")
                + count(sets, "missing", "; missing: ", "") + count(sets, "wrong_size", "; of another size: ", "") + count(sets, "wrong_hash", "; of another SHA-1: ", "")
                + count(sets, "known_lost", "; known to be lost: ", "") + count(sets, "elsewhere", "; NOT in this recovery point, because elsewhere: ", "") + count(sets, "unreferenced", "; files without a row: ", "")
                + count(sets, "unhashed", "; SHA-1 not compared yet: ", "");
    }

    private static String count(JsonNode sets, String name, String before, String after) {
        long objects = sets.path(name).path("objects").asLong();
        return objects == 0 ? "" : before + objects + after;
    }
}
