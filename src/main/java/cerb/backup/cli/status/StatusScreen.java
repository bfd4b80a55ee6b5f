package cerb.backup.cli.status;

import cerb.backup.cli.drill.DrillText;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.work.DatabaseText;
import cerb.backup.cli.work.PacksAway;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The status for people. */
final class StatusScreen {
    private final ZoneId zone;

    StatusScreen(ZoneId zone) {
        this.zone = zone;
    }

    List<String> lines(JsonNode status) {
        List<String> lines = new ArrayList<>();
        lines.add(line("helpdesk", status.path("helpdesk").asText() + (status.path("daemon").asBoolean() ? ", daemon running" : ", no daemon")));
        lines.add(line("repository", status.path("repository").asText() + ", " + status.path("snapshots").asInt() + " snapshots" + PacksAway.words(status)));
        lines.add(line("recovery point", point(status.path("recovery_point"))));
        lines.add(line("checkpoint", point(status.path("checkpoint"))));
        if (status.path("database").isObject()) {
            lines.add(line("database", DatabaseText.line(status.path("database"))));
        }
        time(lines, "storage stored", status.path("storage_confirmed"));
        if (status.path("stage").isTextual()) {
            lines.add(line("now", status.path("stage").asText().replace('_', ' ')));
        }
        time(lines, "next dump", status.path("next_dump"));
        if (status.path("drill").isObject()) {
            lines.add(line("last drill", DrillText.line(status.path("drill"))));
        }
        status.path("sinks").forEach(sink -> lines.add(line("sink " + sink.path("name").asText(), sink(sink))));
        status.path("problems").forEach(problem -> lines.add(line("WRONG", problem.asText())));
        return lines;
    }

    private String point(JsonNode point) {
        if (!point.isObject()) {
            return "none";
        }
        return point.path("short_id").asText() + ", " + time(point.path("time")) + ", " + HumanTime.of(Duration.ofSeconds(point.path("age_seconds").asLong())) + " ago";
    }

    private String sink(JsonNode sink) {
        if (!sink.has("backlog_files")) {
            return "not heard of yet";
        }
        long files = sink.path("backlog_files").asLong();
        String backlog = files == 0 ? "nothing to send" : files + " files, " + HumanSize.of(sink.path("backlog_bytes").asLong()) + " to send";
        String oldest = sink.path("backlog_oldest").isTextual() ? ", the oldest since " + time(sink.path("backlog_oldest")) : "";
        return backlog + oldest + (sink.path("caught_up").isTextual() ? ", held everything at " + time(sink.path("caught_up")) : "");
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
