package cerb.backup.cli.status;

import cerb.backup.cli.drill.DrillText;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.work.DatabaseText;
import cerb.backup.cli.work.PacksAway;
import cerb.backup.configuration.value.Plurals;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The status for people. */
final class StatusScreen {
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    private final ZoneId zone;

    StatusScreen(ZoneId zone) {
        this.zone = zone;
    }

    List<String> lines(JsonNode status) {
        List<String> lines = new ArrayList<>(List.of(Printable.of(status.path("summary").asText()), ""));
        lines.add(line("helpdesk", status.path("helpdesk").asText() + ", " + daemon(status)));
        lines.add(line("repository", status.path("repository").asText() + ", " + Plurals.words(status.path("snapshots").asInt(), "snapshot") + PacksAway.words(status)));
        lines.add(line("restorable", range(status.path("restorable"))));
        lines.add(line("recovery point", point(status.path("recovery_point"))));
        lines.add(line("checkpoint", point(status.path("checkpoint"))));
        database(lines, status.path("database"));
        time(lines, "storage stored", status.path("storage_confirmed"));
        if (status.path("stage").isTextual()) {
            lines.add(line("now", status.path("stage").asText().replace('_', ' ')));
        }
        if (status.path("next").isObject()) {
            lines.add(line("next", next(status.path("next"))));
        }
        if (status.path("drill").isObject()) {
            lines.add(line("last drill", DrillText.line(status.path("drill"))));
        }
        status.path("sinks").forEach(sink -> lines.add(line("sink " + sink.path("name").asText(), sink(sink))));
        status.path("problems").forEach(problem -> lines.addAll(problem(problem)));
        return lines;
    }

    private String daemon(JsonNode status) {
        if (status.path("starting").isTextual()) {
            return "daemon is starting since " + time(status.path("starting"));
        }
        return status.path("daemon").asBoolean() ? "daemon running" : "no daemon";
    }

    private static void database(List<String> lines, JsonNode database) {
        if (database.isObject()) {
            lines.add(line("database", DatabaseText.line(database)));
            List<String> names = new ArrayList<>();
            database.path("best_effort").forEach(name -> names.add(name.asText()));
            if (!names.isEmpty()) {
                lines.add(line("best-effort", String.join(", ", names)));
            }
        }
    }

    private String next(JsonNode next) {
        List<String> runs = new ArrayList<>();
        next.properties().forEach(run -> runs.add(run.getKey() + " " + (run.getValue().isTextual() ? time(run.getValue()) : "never by itself")));
        return String.join(", ", runs);
    }

    private List<String> problem(JsonNode problem) {
        String detail = problem.path("detail").asText();
        List<String> lines = new ArrayList<>(List.of("", line(problem.path("severity").asText().toUpperCase(Locale.ROOT), times(problem.path("message").asText()))));
        if (!detail.isEmpty()) {
            lines.add(line("", detail));
        }
        lines.add(line("", problem.path("remedy").asText()));
        return lines;
    }

    /** A message as times are shown here. */
    private String times(String message) {
        return TIME.matcher(message).replaceAll(time -> HumanTime.of(Instant.parse(time.group()), zone));
    }

    private String range(JsonNode range) {
        return range.isObject() ? Plurals.words(range.path("points").asInt(), "recovery point") + ", " + time(range.path("from")) + " to " + time(range.path("to")) : "nothing yet";
    }

    private String point(JsonNode point) {
        if (!point.isObject()) {
            return "none";
        }
        return point.path("short_id").asText() + ", " + time(point.path("time")) + ", " + HumanTime.of(Duration.ofSeconds(point.path("age_seconds").asLong())) + " ago";
    }

    private String sink(JsonNode sink) {
        if (!sink.has("backlog_files")) {
            return sink.has("caught_up") ? asNoted(sink) : "not heard of yet";
        }
        long files = sink.path("backlog_files").asLong();
        String some = Plurals.words(files, "file") + ", " + HumanSize.of(sink.path("backlog_bytes").asLong()) + " to send";
        String backlog = !sink.path("listed").asBoolean() ? "yet to be looked at" + (files == 0 ? "" : ", " + some) : files == 0 ? "nothing to send" : some;
        String oldest = sink.path("backlog_oldest").isTextual() ? ", the oldest since " + time(sink.path("backlog_oldest")) : "";
        return backlog + oldest + (sink.path("caught_up").isTextual() ? ", held everything at " + time(sink.path("caught_up")) : "");
    }

    /** Where no daemon runs: as of when it was last heard of. */
    private String asNoted(JsonNode sink) {
        String held = sink.path("caught_up").isTextual() ? "held everything at " + time(sink.path("caught_up")) : "has not held everything yet";
        long files = sink.path("written_since_files").asLong();
        String lacks = files == 0 ? "" : ", may lack " + Plurals.words(files, "file") + ", " + HumanSize.of(sink.path("written_since_bytes").asLong());
        return held + lacks + (sink.path("failed").isTextual() ? ", failed when last tried at " + time(sink.path("failed")) : "");
    }

    private void time(List<String> lines, String name, JsonNode time) {
        if (time.isTextual()) {
            lines.add(line(name, time(time)));
        }
    }

    private String time(JsonNode time) {
        return HumanTime.of(Instant.parse(time.asText()), zone);
    }

    private static String line(String name, String value) {
        return String.format("%-16s%s", name, Printable.of(value));
    }
}
