package cerb.backup.cli.check;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.daemon.Work;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.cli.work.Texts;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.check.Subset;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.repository.Repository;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Checks a repository. */
public final class CheckWork implements Work {
    private final Repository repository;
    private final int threads;

    /** Checks an open repository; {@code threads} packs are read at once. */
    public CheckWork(Repository repository, int threads) {
        this.repository = repository;
        this.threads = threads;
    }

    /** The argument {@code read_data} is {@code none}, {@code all} or a subset as restic spells it; {@link RetryLock} reads its own. */
    @Override
    public Outcome run(ObjectNode arguments, Observer display) {
        CheckResult result = new Check(repository, display).run(new CheckOptions(subset(arguments.path("read_data").asText("none")), threads, RetryLock.of(arguments, Duration.ZERO)));
        ObjectNode json = Json.object().put("repository", repository.backend().location()).put("damaged", result.damaged()).put("snapshots", result.snapshots())
                .put("trees", result.trees()).put("packs", result.packs()).put("packs_read", result.packsRead()).put("bytes_read", result.bytesRead());
        json.set("findings", Texts.findings(result.findings()));
        return new Outcome(ExitCode.of(result.exitCode()), json);
    }

    private static Subset subset(String text) {
        try {
            return switch (text) {
                case "none" -> Subset.NONE;
                case "all" -> Subset.ALL;
                default -> Subset.parse(text);
            };
        } catch (IllegalArgumentException e) {
            throw FailureException.refused(e.getMessage(), "");
        }
    }
}
