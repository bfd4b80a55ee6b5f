package cerb.backup.cli.daemon;

import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns lines of the protocol back into what an operation tells. Events and names that a newer daemon may send are ignored. */
final class Receiving {
    private final Observer display;

    Receiving(Observer display) {
        this.display = display;
    }

    void event(JsonNode line) {
        switch (line.path("event").asText()) {
            case "stage" -> stage(line, display::stageBegan);
            case "stage_end" -> stage(line, stage -> display.stageEnded(stage, Duration.ofMillis(line.path("millis").asLong())));
            case "progress" -> stage(line, stage -> display.progress(stage, progress(line)));
            case "sink" -> display.mirrorProgress(line.path("sink").asText(), progress(line));
            case "finding" -> display.found(finding(line));
            default -> { }
        }
    }

    private static void stage(JsonNode line, Consumer<Stage> then) {
        known(Stage.values(), line.path("stage").asText()).ifPresent(then);
    }

    private static Progress progress(JsonNode line) {
        return new Progress(line.path("done_files").asLong(), line.path("total_files").asLong(-1), line.path("done_bytes").asLong(), line.path("total_bytes").asLong(-1),
                line.path("estimated").asBoolean());
    }

    private static Finding finding(JsonNode line) {
        Finding.Severity severity = known(Finding.Severity.values(), line.path("severity").asText()).orElse(Finding.Severity.NOTE);
        return new Finding(severity, line.path("subject").asText(), line.path("message").asText(), line.path("remedy").asText());
    }

    private static <E extends Enum<E>> Optional<E> known(E[] all, String name) {
        return Arrays.stream(all).filter(value -> value.name().equals(name)).findFirst();
    }
}
