package cerb.backup.cli.drill;

import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Printable;
import cerb.backup.configuration.value.Plurals;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A drill for people. */
public final class DrillText {
    private DrillText() { }

    /** A line for the status: how it ended, when, from where, how long a recovery takes. */
    public static String line(JsonNode drill) {
        String began = HumanTime.of(Instant.parse(drill.path("at").asText()), ZoneId.systemDefault());
        return Printable.of(drill.path("outcome").asText() + ", " + began + ", " + what(drill) + (passed(drill) ? ", recovery took " + seconds(drill.path("recovery_seconds")) : ""));
    }

    private static String what(JsonNode drill) {
        return (drill.path("point").isTextual() ? drill.path("point").asText() : "no recovery point") + " from " + drill.path("sink").asText();
    }

    private static boolean passed(JsonNode drill) {
        return drill.path("outcome").asText().equals("passed");
    }

    /** All of it; the findings were printed as they came. */
    static List<String> lines(JsonNode drill) {
        List<String> lines = new ArrayList<>();
        drill.path("steps").forEach(step -> lines.add(String.format(Locale.ROOT, "%-14s%10s", step.path("step").asText(), seconds(step.path("seconds")))));
        lines.add("restored " + Plurals.words(drill.path("files").asLong(), "file") + ", " + HumanSize.of(drill.path("file_bytes").asLong()) + ", and " + Plurals.words(drill.path("rows").asLong(), "row"));
        drill.path("proven").forEach(sentence -> lines.add("proven: " + Printable.of(sentence.asText())));
        drill.path("unproven").forEach(sentence -> lines.add("not compared: " + Printable.of(sentence.asText())));
        lines.add("drill " + drill.path("outcome").asText().toUpperCase(Locale.ROOT) + ": " + Printable.of(what(drill)) + (passed(drill)
                ? "; a recovery would have taken " + seconds(drill.path("recovery_seconds"))
                : drill.path("outcome").asText().equals("refused") ? "; that says nothing of the backup, see the findings above"
                : "; " + Plurals.words(drill.path("mismatches").asLong(), "thing") + " missing or not as before, see the findings above"));
        return lines;
    }

    static String seconds(JsonNode seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds.asDouble());
    }
}
