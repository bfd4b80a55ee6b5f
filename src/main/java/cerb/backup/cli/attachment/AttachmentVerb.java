package cerb.backup.cli.attachment;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Attachments of the helpdesk, one by one. */
@Command(name = "attachment", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "find|restore",
        description = "Find an attachment in all recovery points, and bring one back with its rows, long after it was deleted.",
        subcommands = {AttachmentFindVerb.class, AttachmentRestoreVerb.class})
public final class AttachmentVerb implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "find or restore is missing");
    }
}
