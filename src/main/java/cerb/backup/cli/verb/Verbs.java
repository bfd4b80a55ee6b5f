package cerb.backup.cli.verb;

import cerb.backup.cli.output.ExitCode;
import cerb.backup.configuration.Keys;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program with all its verbs. */
@Command(name = "cerb-backup", mixinStandardHelpOptions = true, versionProvider = VersionOfJar.class, synopsisSubcommandLabel = "VERB",
        description = "Backs up a Cerb helpdesk, database and attachments as one recovery point, continuously, into a restic repository, and copies it off-site.",
        commandListHeading = "%nVerbs:%n", exitCodeListHeading = "%nExit codes:%n", footerHeading = "%n",
        subcommands = {RunVerb.class, InitVerb.class, BackupVerb.class, SnapshotsVerb.class, LsVerb.class, CatVerb.class, StatusVerb.class})
public final class Verbs implements Runnable {
    @Spec
    private CommandSpec spec;

    private Verbs() {}

    /** The program, to be executed once. */
    public static CommandLine program() {
        CommandLine program = new CommandLine(new Verbs());
        program.getCommandSpec().usageMessage().exitCodeList(exitCodes()).footer(keys());
        return program;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing");
    }

    private static Map<String, String> exitCodes() {
        return Arrays.stream(ExitCode.values())
                .collect(Collectors.toMap(code -> Integer.toString(code.number()), ExitCode::meaning, (a, b) -> a, LinkedHashMap::new));
    }

    /** Every key, so that nobody has to look for the file to know what can be set. */
    private static String[] keys() {
        return java.util.stream.Stream.concat(
                java.util.stream.Stream.of("Keys of config/cerb-backup.properties, each an environment variable too (DATABASE_HOST):"),
                Keys.all().stream().map(key -> "  " + key.name() + "=" + key.defaultText())).toArray(String[]::new);
    }
}
