package cerb.backup.cli.work;

import cerb.backup.cli.daemon.DaemonClient;
import cerb.backup.cli.daemon.DaemonEnvironment;
import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.daemon.Work;
import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Failure;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.ProgressLine;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;

/** Has the running daemon of the repository do the work or, where none runs, does it here. Progress is shown either way. */
public final class Asking {
    private final Settings settings;
    private final Console console;

    /** Asks the daemon of the settings' repository; shows progress on the console. */
    public Asking(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /** Does the verb's work. Throws what the work throws, or FailureException with the daemon's error. */
    public Outcome daemonOrHere(String verb, ObjectNode arguments, Work here) throws Exception {
        try (ProgressLine progress = new ProgressLine(console, System::nanoTime)) {
            Optional<DaemonClient> daemon = DaemonClient.find(settings.get(Keys.REPOSITORY_DIRECTORY));
            if (daemon.isEmpty()) {
                return here.run(arguments, progress);
            }
            List<String> others = DaemonEnvironment.differing(settings.get(Keys.REPOSITORY_DIRECTORY), settings.variables(), System.getenv());
            if (!others.isEmpty()) {
                console.warn("note: the running daemon does this in its own environment: what this one says does not count, " + String.join(", ", others));
            }
            try (DaemonClient client = daemon.get()) {
                return client.ask(verb, arguments, progress);
            } catch (ClosedByInterruptException e) {
                throw new FailureException(new Failure(ExitCode.INTERRUPTED, "detached: the daemon goes on with the " + verb, "Run cerb-backup status to see how far it is."));
            } catch (IOException e) {
                throw FailureException.refused("lost the daemon while it did the " + verb + ": " + e.getMessage(), "Look into its log, and run the verb again.");
            }
        }
    }
}
