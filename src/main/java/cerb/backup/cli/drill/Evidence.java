package cerb.backup.cli.drill;

import cerb.backup.backend.local.FileError;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.Printable;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.Plurals;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a drill has proven, for a folder or an auditor: a page, and the same as JSON beside it. It holds no secret, no name of a file, no host and no content, so that it may be passed on. */
final class Evidence {
    /** What servers and systems put into their messages: values, names and paths, accounts with their hosts, URLs, addresses. */
    private static final Pattern PRIVATE = Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`|[\\w.+-]+@[^\\s,;]+|[a-z][a-z0-9+-]*://[^\\s,;]+|\\b[0-9]{1,3}([.][0-9]{1,3}){3}\\b(:[0-9]+)?"
            + "|(?<![A-Za-z0-9<])/[^\\s,;:]+");
    private static final Pattern PLACES = Pattern.compile(".*[.](host|endpoint|bucket)");
    private static final String REMOVED = "(...)";

    private final Path page;
    private final List<String> places;

    private Evidence(Path page, List<String> places) {
        this.page = page;
        this.places = places;
    }

    /** Refuses a place that cannot be written to before hours have been spent. The hosts and buckets that the settings name are named nowhere in it. */
    static Evidence demandWritable(Path page, Settings settings) {
        Path directory = page.toAbsolutePath().getParent();
        if (directory == null || !Files.isWritable(directory) || Files.isDirectory(page)) {
            throw FailureException.refused("cannot write the evidence to " + page, "Name a file in a directory that you may write to.");
        }
        return new Evidence(page, settings.written().entrySet().stream().filter(written -> PLACES.matcher(written.getKey()).matches())
                .map(written -> written.getValue().replaceFirst("^[a-z]+://", "").replaceFirst("[:/].*", "")).filter(place -> !place.isEmpty()).toList());
    }

    /** Writes both; files of these names are replaced. */
    void write(ObjectNode drill) {
        ObjectNode redacted = drill.deepCopy();
        redact(redacted, "sink");
        redacted.path("findings").forEach(finding -> redact((ObjectNode) finding, "subject", "message", "remedy"));
        try {
            Files.writeString(page.resolveSibling(page.getFileName() + ".json"), Json.pretty(redacted) + "\n");
            Files.writeString(page, text(redacted));
        } catch (IOException e) {
            throw FailureException.refused("the drill " + drill.path("outcome").asText() + ", but its evidence cannot be written to " + page + ": " + FileError.words(e, page), "Name another file, and hold it again.");
        }
    }

    private void redact(ObjectNode json, String... fields) {
        for (String field : fields) {
            String text = PRIVATE.matcher(json.path(field).asText()).replaceAll(REMOVED);
            for (String place : places) {
                text = text.replaceAll("(?<![\\w.-])" + Pattern.quote(place) + "(?![\\w-])", REMOVED);
            }
            json.put(field, text);
        }
    }

    private static String text(JsonNode drill) {
        StringBuilder page = new StringBuilder("# Rehearsed restore of ").append(Printable.of(drill.path("helpdesk").asText())).append(": ")
                .append(drill.path("outcome").asText().toUpperCase(Locale.ROOT)).append("\n\n");
        row(page, "held", time(drill.path("at")) + ", in " + DrillText.seconds(drill.path("seconds")));
        row(page, "restored from", drill.path("sink").asText() + ", repository " + drill.path("repository").asText("none"));
        row(page, "recovery point", drill.path("snapshot").asText("none") + " of " + time(drill.path("point_time")));
        row(page, "dumped from", drill.path("dumped_from").asText("no database"));
        row(page, "restored into", drill.path("restored_into").asText("no database"));
        row(page, "restored", Plurals.words(drill.path("files").asLong(), "file") + ", " + HumanSize.of(drill.path("file_bytes").asLong()) + "; " + Plurals.words(drill.path("rows").asLong(), "row") + " of "
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
                + finding.path("message").asText() + (finding.path("remedy").asText().isEmpty() ? "" : ". " + finding.path("remedy").asText()))).append('\n'));
        return page.append(drill.path("findings").isEmpty() ? "None.\n" : "").toString();
    }

    private static String time(JsonNode time) {
        return time.isTextual() ? Instant.parse(time.asText()).truncatedTo(ChronoUnit.SECONDS).toString() : "no time";
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
