package cerb.backup.cli.repository;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What puts a damaged repository right. */
@Command(name = "repair", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "index", description = "Put a damaged repository right.", subcommands = RepairIndexVerb.class)
public final class RepairVerb implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what to repair is missing: index");
    }
}
