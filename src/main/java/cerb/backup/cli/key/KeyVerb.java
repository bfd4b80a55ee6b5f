package cerb.backup.cli.key;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The passwords that open the repository. */
@Command(name = "key", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "list|add|remove|passwd",
        description = "List, add, remove and change the passwords that open the repository. Each is a key file; any of them opens everything.",
        subcommands = {KeyListVerb.class, KeyAddVerb.class, KeyRemoveVerb.class, KeyPasswdVerb.class})
public final class KeyVerb implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "list, add, remove or passwd is missing");
    }
}
