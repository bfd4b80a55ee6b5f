package cerb.backup.cli.doctor;

import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.Printable;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.estimate.Estimate;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Findings and estimate, for people (the worst first) and as JSON. */
final class DoctorOutput {
    private static final String INDENT = "         ";

    private DoctorOutput() {}

    static List<String> lines(List<Diagnosis> found, Optional<Estimate> estimate) {
        List<String> lines = new ArrayList<>();
        found.stream().sorted(Comparator.comparing(Diagnosis::level).reversed()).forEach(diagnosis -> {
            lines.add(String.format("%-9s%s: %s", word(diagnosis), diagnosis.subject(), Printable.of(diagnosis.finding())));
            if (!diagnosis.why().isEmpty()) {
                lines.add(INDENT + diagnosis.why());
            }
            if (!diagnosis.remedy().isEmpty()) {
                lines.add(INDENT + "> " + Printable.of(diagnosis.remedy()));
            }
        });
        lines.add("");
        lines.addAll(estimate.map(DoctorOutput::estimate).orElse(List.of("There is no estimate, since database or storage could not be looked at.")));
        return lines;
    }

    private static String word(Diagnosis diagnosis) {
        String word = diagnosis.level().name();
        return diagnosis.level().ordinal() < 2 ? word.toLowerCase(Locale.ROOT) : word;
    }

    private static List<String> estimate(Estimate estimate) {
        List<String> lines = new ArrayList<>();
        lines.add("first backup     " + HumanSize.of(estimate.firstBytes()));
        lines.add("growth           " + HumanSize.of(estimate.bytesADay()) + " a day");
        lines.add("local disk       " + HumanSize.of(estimate.yearBytes()) + " after a year (repository.keep=all); its metadata alone " + HumanSize.of(estimate.metadataBytes()));
        estimate.sinks().forEach(sink -> lines.add(String.format(Locale.ROOT, "sink %-12s%s after the first backup, for which it is asked %,d times, and then %,d times a month", sink.name(),
                HumanSize.of(sink.bytes()), sink.firstRequests(), sink.requests())));
        lines.add("restore          " + HumanTime.of(estimate.restore()) + " for everything to come over the line");
        estimate.assumptions().forEach(assumption -> lines.add("  - " + assumption));
        return lines;
    }

    static ObjectNode json(List<Diagnosis> found, Optional<Estimate> estimate) {
        ObjectNode json = Json.object();
        ArrayNode findings = json.putArray("findings");
        found.forEach(diagnosis -> findings.addObject().put("level", diagnosis.level().name().toLowerCase(Locale.ROOT)).put("subject", diagnosis.subject())
                .put("finding", diagnosis.finding()).put("why", diagnosis.why()).put("remedy", diagnosis.remedy()));
        json.set("estimate", estimate.map(DoctorOutput::json).orElse(null));
        return json;
    }

    private static ObjectNode json(Estimate estimate) {
        ObjectNode json = Json.object().put("first_bytes", estimate.firstBytes()).put("bytes_a_day", estimate.bytesADay()).put("year_bytes", estimate.yearBytes())
                .put("metadata_bytes", estimate.metadataBytes()).put("restore_seconds", estimate.restore().toSeconds());
        ArrayNode sinks = json.putArray("sinks");
        estimate.sinks().forEach(sink -> sinks.addObject().put("name", sink.name()).put("bytes", sink.bytes()).put("first_requests", sink.firstRequests()).put("requests_a_month", sink.requests()));
        json.set("assumptions", Json.array(estimate.assumptions()));
        return json;
    }
}
