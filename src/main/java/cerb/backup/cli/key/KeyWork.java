package cerb.backup.cli.key;

import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.daemon.Work;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.format.Id;
import cerb.backup.operation.Engine;
import cerb.backup.operation.gate.ExclusiveWork;
import cerb.backup.operation.key.KeyChanges;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.removal.RemovalJournal;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * Saves or removes a key file. No password comes here: whoever asks has made the file of it, and proves that it opens. Arguments: {@code action} add with {@code file}, the
 * file's JSON, or remove with {@code id}, {@code proven}, the id of a key that opens, and {@code by}; {@link RetryLock} reads its own.
 */
public final class KeyWork implements Work {
    private final Engine engine;

    /** Changes the keys of an open engine. */
    public KeyWork(Engine engine) {
        this.engine = engine;
    }

    static ObjectNode add(byte[] file) {
        return Json.object().put("action", "add").put("file", new String(file, StandardCharsets.UTF_8));
    }

    static ObjectNode remove(Id key, Id proven, String by) {
        return Json.object().put("action", "remove").put("id", key.toString()).put("proven", proven.toString()).put("by", by);
    }

    @Override
    public Outcome run(ObjectNode arguments, Observer display) {
        KeyChanges changes = new KeyChanges(engine.repository(), engine.gate(), new RemovalJournal(engine.options().repositoryDirectory()), Clock.systemUTC(),
                RetryLock.of(arguments, ExclusiveWork.PATIENCE));
        if (arguments.path("action").asText().equals("add")) {
            Id added = changes.add(arguments.path("file").asText().getBytes(StandardCharsets.UTF_8));
            return new Outcome(ExitCode.OK, Json.object().put("id", added.toString()));
        }
        Id key = Id.parse(arguments.path("id").asText());
        changes.remove(key, Id.parse(arguments.path("proven").asText()), arguments.path("by").asText());
        return new Outcome(ExitCode.OK, Json.object().put("id", key.toString()));
    }
}
