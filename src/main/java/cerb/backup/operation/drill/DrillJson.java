package cerb.backup.operation.drill;

import cerb.backup.format.Timestamps;
import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.DrillResult.Outcome;
import cerb.backup.operation.observer.DrillResult.StepTime;
import cerb.backup.operation.observer.DrillStep;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Finding.Severity;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A drill as JSON, built field by field, so that a renamed class never renames a field. Times are RFC 3339, durations seconds. */
public final class DrillJson {
    private static final double MILLIS = 1000.0;

    private DrillJson() {
    }

    /**
     * A report: outcome, at, seconds, recovery_seconds, sink, point, point_time, steps[step, seconds], files, file_bytes, rows, row_bytes, mismatches,
     * findings[severity, subject, message, remedy], helpdesk, tool, repository, snapshot, dumped_from, restored_into, proven[], unproven[].
     */
    public static ObjectNode of(DrillReport report) {
        ObjectNode json = of(report.result()).put("helpdesk", report.helpdesk()).put("tool", report.tool()).put("repository", report.repository())
                .put("snapshot", report.snapshot()).put("dumped_from", report.dumpedFrom()).put("restored_into", report.restoredInto());
        report.proven().forEach(json.putArray("proven")::add);
        report.unproven().forEach(json.putArray("unproven")::add);
        return json;
    }

    /** A result: the fields of a report up to its findings. */
    public static ObjectNode of(DrillResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("outcome", result.outcome().name().toLowerCase(Locale.ROOT)).put("at", Timestamps.format(result.at()))
                .put("seconds", seconds(result.took())).put("recovery_seconds", seconds(result.recoveryTime())).put("sink", result.sink())
                .put("point", result.point()).put("point_time", result.pointTime() == null ? null : Timestamps.format(result.pointTime()));
        ArrayNode steps = json.putArray("steps");
        result.steps().forEach(step -> steps.addObject().put("step", step.step().word()).put("seconds", seconds(step.took())));
        json.put("files", result.files()).put("file_bytes", result.fileBytes()).put("rows", result.rows()).put("row_bytes", result.rowBytes()).put("mismatches", result.mismatches());
        ArrayNode findings = json.putArray("findings");
        result.findings().forEach(finding -> findings.addObject().put("severity", finding.severity().name().toLowerCase(Locale.ROOT)).put("subject", finding.subject())
                .put("message", finding.message()).put("remedy", finding.remedy()));
        return json;
    }

    /** Reads a result, or a report's. Throws IllegalArgumentException or DateTimeException where it is none. */
    public static DrillResult result(JsonNode json) {
        List<StepTime> steps = new ArrayList<>();
        json.path("steps").forEach(step -> steps.add(new StepTime(step(step.path("step").asText()), duration(step.path("seconds")))));
        List<Finding> findings = new ArrayList<>();
        json.path("findings").forEach(finding -> findings.add(new Finding(Severity.valueOf(finding.path("severity").asText().toUpperCase(Locale.ROOT)),
                finding.path("subject").asText(), finding.path("message").asText(), finding.path("remedy").asText())));
        return new DrillResult(Outcome.valueOf(json.path("outcome").asText().toUpperCase(Locale.ROOT)), Instant.parse(json.path("at").asText()), duration(json.path("seconds")),
                json.path("sink").asText(), json.path("point").textValue(), json.hasNonNull("point_time") ? Instant.parse(json.path("point_time").asText()) : null, steps,
                json.path("files").asLong(), json.path("file_bytes").asLong(), json.path("rows").asLong(), json.path("row_bytes").asLong(), json.path("mismatches").asLong(), findings);
    }

    private static DrillStep step(String word) {
        return Arrays.stream(DrillStep.values()).filter(step -> step.word().equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a drill has no step " + word));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }

    private static Duration duration(JsonNode seconds) {
        return Duration.ofMillis(Math.round(seconds.asDouble() * MILLIS));
    }
}
