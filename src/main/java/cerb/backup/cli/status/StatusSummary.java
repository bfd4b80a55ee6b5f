package cerb.backup.cli.status;

import cerb.backup.cli.output.HumanTime;
import cerb.backup.observe.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The status in a sentence or two: whether all is well, and what could be restored now. */
final class StatusSummary {
    private static final int NAMED = 3;

    private StatusSummary() { }

    /** Of the JSON of a status, whose other fields are all there. */
    static String of(JsonNode status) {
        List<String> severities = new ArrayList<>();
        status.path("problems").forEach(problem -> severities.add(problem.path("severity").asText()));
        long critical = severities.stream().filter("critical"::equals).count();
        String wrong = severities.size() == 1 ? "One thing is wrong" : severities.size() + " things are wrong";
        String grave = critical == 0 ? "" : critical == severities.size() ? ", gravely" : ", " + critical + " of them gravely";
        String starting = status.path("starting").isTextual() ? "The daemon is starting. " : "";
        return starting + (severities.isEmpty() ? "All is well" : wrong + grave) + ". " + restorable(status);
    }

    private static String restorable(JsonNode status) {
        JsonNode range = status.path("restorable");
        Instant now = Instant.parse(status.path("time").asText());
        if (!range.isObject()) {
            return status.path("incomplete").isObject() ? incomplete(status.path("incomplete"), now) : "Nothing can be restored yet: there is no recovery point.";
        }
        int points = range.path("points").asInt();
        JsonNode confirmed = status.path("storage_confirmed");
        boolean isLater = confirmed.isTextual() && Instant.parse(confirmed.asText()).isAfter(Instant.parse(range.path("to").asText()));
        String files = isLater ? ", its files as of " + ago(confirmed, now) : "";
        String others = points == 1 ? "" : ", and as of " + (points - 1) + " earlier " + (points == 2 ? "point" : "points") + " up to " + ago(range.path("from"), now);
        return "The helpdesk can be restored as of " + ago(range.path("to"), now) + files + others + (isDamaged(status) ? ", but for what is damaged: cerb-backup check names it." : ".") + sinks(status);
    }

    private static String incomplete(JsonNode point, Instant now) {
        List<String> lacks = new ArrayList<>();
        point.path("lacks").forEach(lack -> lacks.add(lack.path("subject").asText() + ": " + lack.path("message").asText()));
        long number = point.path("lacks_number").asLong();
        List<String> named = new ArrayList<>(lacks.subList(0, Math.min(NAMED, lacks.size())));
        if (number > named.size()) {
            named.add("and " + (number - named.size()) + " more");
        }
        return "There is no complete recovery point yet. The newest incomplete one, " + point.path("short_id").asText() + " of " + ago(point.path("time"), now)
                + (named.isEmpty() ? ", does not say what it lacks" : ", lacks: " + String.join("; ", named)) + ". What else is in it can be restored by that id.";
    }

    private static boolean isDamaged(JsonNode status) {
        for (JsonNode problem : status.path("problems")) {
            if (problem.path("code").asText().equals(Problem.Kind.DAMAGE_FOUND.code())) {
                return true;
            }
        }
        return false;
    }

    private static String sinks(JsonNode status) {
        List<String> whole = new ArrayList<>();
        for (JsonNode sink : status.path("sinks")) {
            if (sink.path("backlog_files").asLong(-1) == 0 && sink.path("listed").asBoolean() && sink.path("caught_up").isTextual()) {
                whole.add(sink.path("name").asText());
            }
        }
        return whole.isEmpty() ? "" : " All of it is at " + String.join(" and ", whole) + ", too.";
    }

    private static String ago(JsonNode time, Instant now) {
        return HumanTime.of(Duration.between(Instant.parse(time.asText()), now)) + " ago";
    }
}
