package cerb.backup.cli.verb;

import cerb.backup.cli.attachment.AttachmentVerb;
import cerb.backup.cli.backup.BackupVerb;
import cerb.backup.cli.check.CheckVerb;
import cerb.backup.cli.doctor.DoctorVerb;
import cerb.backup.cli.drill.DrillVerb;
import cerb.backup.cli.export.ExportVerb;
import cerb.backup.cli.forget.ForgetVerb;
import cerb.backup.cli.key.KeyVerb;
import cerb.backup.cli.kit.RecoveryKitVerb;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.VersionOfJar;
import cerb.backup.cli.prune.PruneVerb;
import cerb.backup.cli.repository.DiffVerb;
import cerb.backup.cli.repository.FindVerb;
import cerb.backup.cli.repository.RepairVerb;
import cerb.backup.cli.repository.StatsVerb;
import cerb.backup.cli.repository.UnlockVerb;
import cerb.backup.cli.restore.RestoreVerb;
import cerb.backup.cli.run.RunVerb;
import cerb.backup.cli.setup.SetupVerb;
import cerb.backup.cli.status.StatusVerb;
import cerb.backup.cli.sync.SyncVerb;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.configuration.Keys;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program with all its verbs. */
@Command(name = "cerb-backup", mixinStandardHelpOptions = true, versionProvider = VersionOfJar.class, synopsisSubcommandLabel = "VERB",
        description = {"Backs up a Cerb helpdesk, database and attachments as one recovery point, continuously, into a restic repository, and copies it off-site.",
            "To see all of it at work, with a database and an S3 server of its own: cerb-backup demo."},
        commandListHeading = "%nVerbs:%n", exitCodeListHeading = "%nExit codes:%n", footerHeading = "%n")
public final class Verbs implements Runnable {
    private static final Map<String, Class<?>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("setup", SetupVerb.class);
        ALL.put("doctor", DoctorVerb.class);
        ALL.put("run", RunVerb.class);
        ALL.put("init", InitVerb.class);
        ALL.put("backup", BackupVerb.class);
        ALL.put("snapshots", SnapshotsVerb.class);
        ALL.put("ls", LsVerb.class);
        ALL.put("cat", CatVerb.class);
        ALL.put("dump", CatVerb.class);
        ALL.put("find", FindVerb.class);
        ALL.put("diff", DiffVerb.class);
        ALL.put("stats", StatsVerb.class);
        ALL.put("restore", RestoreVerb.class);
        ALL.put("attachment", AttachmentVerb.class);
        ALL.put("drill", DrillVerb.class);
        ALL.put("check", CheckVerb.class);
        ALL.put("forget", ForgetVerb.class);
        ALL.put("prune", PruneVerb.class);
        ALL.put("repair", RepairVerb.class);
        ALL.put("unlock", UnlockVerb.class);
        ALL.put("key", KeyVerb.class);
        ALL.put("recovery-kit", RecoveryKitVerb.class);
        ALL.put("sync", SyncVerb.class);
        ALL.put("export", ExportVerb.class);
        ALL.put("status", StatusVerb.class);
    }

    @Spec
    private CommandSpec spec;

    private Verbs() {}

    /**
     * The program, to be executed once. A verb that is named is the only one looked at, which saves a reading verb a quarter of its time.
     *
     * @param verb the first argument, or an empty text
     * @param more commands that other jars bring along; looked at only where the verb is none of ours
     */
    public static CommandLine program(String verb, Iterable<?> more) {
        CommandLine program = new CommandLine(new Verbs());
        Class<?> named = ALL.get(verb);
        if (named != null) {
            program.addSubcommand(named);
            return program;
        }
        ALL.values().stream().distinct().forEach(program::addSubcommand);
        more.forEach(program::addSubcommand);
        program.getCommandSpec().usageMessage().exitCodeList(exitCodes()).footer(keys());
        return program;
    }

    /** The verb {@code run} without options. */
    public static Callable<Integer> daemon() {
        return new RunVerb(new CommonOptions());
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
        return Stream.concat(
                Stream.of("Keys of config/cerb-backup.properties, each an environment variable too (DATABASE_HOST):"),
                Keys.all().stream().map(key -> "  " + key.name() + "=" + key.defaultText().replace("%", "%%"))).toArray(String[]::new);
    }
}
