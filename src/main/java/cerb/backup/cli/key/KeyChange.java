package cerb.backup.cli.key;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.source.RunningHelpdesk;
import cerb.backup.cli.work.Asking;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.configuration.Settings;
import cerb.backup.crypto.Password;
import cerb.backup.format.Id;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observers;
import cerb.backup.repository.key.KeyRing;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes keys through the daemon, or here where none runs. The repository that is open here only reads, and proves what was done. */
final class KeyChange {
    private final Settings settings;
    private final Console console;
    private final KeyRing keys;
    private final RetryLock retryLock;

    KeyChange(Settings settings, Console console, KeyRing keys, RetryLock retryLock) {
        this.settings = settings;
        this.console = console;
        this.keys = keys;
        this.retryLock = retryLock;
    }

    /** Adds a key and opens it by its password, from the disk. */
    Id add(Password password) throws Exception {
        Id added = Id.parse(ask(KeyWork.add(keys.make(password))).path("id").asText());
        if (!keys.opens(added, password)) {
            throw FailureException.refused("the new key " + added.shortName() + " was written, but its password does not open it",
                    "The old keys are as they were. Check the disk and the machine's memory, remove the new key, and try again.");
        }
        return added;
    }

    /** Removes a key; {@code proven} is one that opens. */
    void remove(Id key, Id proven, String by) throws Exception {
        ask(KeyWork.remove(key, proven, by));
    }

    private ObjectNode ask(ObjectNode arguments) throws Exception {
        return new Asking(settings, console).daemonOrHere("key", retryLock.addTo(arguments), (given, display) -> {
            try (Engine engine = RunningHelpdesk.engine(settings, new Observers())) {
                return new KeyWork(engine).run(given, display);
            }
        }).result();
    }
}
