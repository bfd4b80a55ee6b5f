package cerb.backup.cli.daemon;

import cerb.backup.cli.output.Json;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Progress;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.function.Consumer;

/** Turns what an operation tells into lines of the protocol. */
final class Sending implements Observer {
    private final Consumer<ObjectNode> line;

    Sending(Consumer<ObjectNode> line) {
        this.line = line;
    }

    @Override
    public boolean isWatched() {
        return true;
    }

    @Override
    public void stageBegan(Stage stage) {
        line.accept(Json.object().put("event", "stage").put("stage", stage.name()));
    }

    @Override
    public void stageEnded(Stage stage, Duration took) {
        line.accept(Json.object().put("event", "stage_end").put("stage", stage.name()).put("millis", took.toMillis()));
    }

    @Override
    public void progress(Stage stage, Progress progress) {
        line.accept(json(progress).put("event", "progress").put("stage", stage.name()));
    }

    private static ObjectNode json(Progress progress) {
        return Json.object().put("done_files", progress.doneFiles()).put("total_files", progress.totalFiles())
                .put("done_bytes", progress.doneBytes()).put("total_bytes", progress.totalBytes())
                .put("estimated", progress.estimated());
    }

    @Override
    public void mirrorProgress(String sink, Progress progress) {
        line.accept(json(progress).put("event", "sink").put("sink", sink));
    }

    @Override
    public void found(Finding finding) {
        line.accept(Json.object().put("event", "finding").put("severity", finding.severity().name())
                .put("subject", finding.subject()).put("message", finding.message()).put("remedy", finding.remedy()));
    }
}
