package cerb.backup.cli.drill;

import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.Printable;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a drill has proven, for a folder or an auditor: a page, and the same as JSON beside it. It holds no secret, no name of a file and no content, so that it may be passed on. */
final class Evidence {
    /** What servers and systems put into their messages: values, names and paths. */
    private static final Pattern PRIVATE = Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`|(?<![A-Za-z0-9<])/[^\\s,;:]+");
    private static final String REMOVED = "(...)";

    private final Path page;

    private Evidence(Path page) {
        this.page = page;
    }

    /** Refuses a place that cannot be written to before hours have been spent. */
    static Evidence demandWritable(Path page) {
        Path directory = page.toAbsolutePath().getParent();
        if (directory == null || !Files.isWritable(directory) || Files.isDirectory(page)) {
            throw FailureException.refused("cannot write the evidence to " + page, "Name a file in a directory that you may write to.");
        }
        return new Evidence(page);
    }

    /** Writes both; files of these names are replaced. */
    void write(ObjectNode drill) {
        ObjectNode redacted = drill.deepCopy();
        redacted.path("findings").forEach(finding -> redact((ObjectNode) finding));
        try {
            Files.writeString(page.resolveSibling(page.getFileName() + ".json"), Json.pretty(redacted) + "\n");
            Files.writeString(page, text(redacted));
        } catch (IOException e) {
            throw FailureException.refused("the drill " + drill.path("outcome").asText() + ", but its evidence cannot be written to " + page + ": " + e, "Name another file, and hold it again.");
        }
    }

    private static void redact(ObjectNode finding) {
        for (String field : new String[] {"subject", "message", "remedy"}) {
            finding.put(field, PRIVATE.matcher(finding.path(field).asText()).replaceAll(REMOVED));
        }
    }

    private static String text(JsonNode drill) {
        StringBuilder page = new StringBuilder("# Rehearsed restore of ").append(Printable.of(drill.path("helpdesk").asText())).append(": ")
                .append(drill.path("outcome").asText().toUpperCase(Locale.ROOT)).append("\n\n");
        row(page, "held", drill.path("at").asText() + ", in " + DrillText.seconds(drill.path("seconds")));
        row(page, "restored from", drill.path("sink").asText() + ", repository " + drill.path("repository").asText("none"));
        row(page, "recovery point", drill.path("snapshot").asText("none") + " of " + drill.path("point_time").asText("no time"));
        row(page, "dumped from", drill.path("dumped_from").asText("no database"));
        row(page, "restored into", drill.path("restored_into").asText("no database"));
        row(page, "restored", drill.path("files").asLong() + " files, " + HumanSize.of(drill.path("file_bytes").asLong()) + "; " + drill.path("rows").asLong() + " rows of "
                + HumanSize.of(drill.path("row_bytes").asLong()) + " of SQL");
        row(page, "recovery time", DrillText.seconds(drill.path("recovery_seconds")) + ", without what only the proof takes");
        row(page, "missing or different", drill.path("mismatches").asText());
        row(page, "by", drill.path("tool").asText());
        page.append("\n## Steps\n\n");
        drill.path("steps").forEach(step -> row(page, step.path("step").asText(), DrillText.seconds(step.path("seconds"))));
        list(page, "Compared", drill.path("proven"));
        list(page, "Not compared", drill.path("unproven"));
        page.append("\n## Findings\n\n");
        drill.path("findings").forEach(finding -> page.append("- ").append(Printable.of(finding.path("severity").asText() + ", " + finding.path("subject").asText() + ": "
                + finding.path("message").asText())).append('\n'));
        return page.append(drill.path("findings").isEmpty() ? "None.\n" : "").toString();
    }

    private static void row(StringBuilder page, String name, String value) {
        page.append("- ").append(name).append(": ").append(Printable.of(value)).append('\n');
    }

    private static void list(StringBuilder page, String title, JsonNode sentences) {
        page.append("\n## ").append(title).append("\n\n");
        sentences.forEach(sentence -> page.append("- ").append(Printable.of(sentence.asText())).append('\n'));
        page.append(sentences.isEmpty() ? "Nothing.\n" : "");
    }
}
