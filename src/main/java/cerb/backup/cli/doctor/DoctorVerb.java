package cerb.backup.cli.doctor;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Level;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Examines whether a backup will work. */
@Command(name = "doctor", mixinStandardHelpOptions = true,
        description = "Examine account, server, tables, secrets, disks, storage and sinks, and estimate sizes, growth, requests and the time of a restore. Changes nothing.",
        footer = {"", "Exit code: 0 where all is well or only worth a note, 3 with a warning, 1 with an error.",
            "JSON: findings[level (ok | note | warning | error), subject, finding, why, remedy], estimate (null, or first_bytes, bytes_a_day, year_bytes, metadata_bytes,",
            "sinks[name, bytes, first_requests, requests_a_month], restore_seconds, assumptions[])."})
public final class DoctorVerb implements Callable<Integer> {
    private static final long BYTES_A_MEGABIT = 125_000;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Option(names = "--line", paramLabel = "MBIT", defaultValue = "100", description = "What the line to the sinks carries, in Mbit/s, for the time of a restore. Default: ${DEFAULT-VALUE}.")
    private int line;

    @Override
    public Integer call() {
        if (line < 1) {
            throw new ParameterException(spec.commandLine(), "--line must be at least 1 Mbit/s");
        }
        Settings settings = common.settings();
        Console console = common.console();
        Consultation consultation = new Consultation(settings, line * BYTES_A_MEGABIT);
        consultation.run();
        if (console.json()) {
            console.result(DoctorOutput.json(consultation.found(), consultation.estimate()));
        } else {
            DoctorOutput.lines(consultation.found(), consultation.estimate()).forEach(console::line);
        }
        return exit(consultation.found().stream().map(Diagnosis::level).max(Comparator.naturalOrder()).orElse(Level.OK)).number();
    }

    private static ExitCode exit(Level worst) {
        return switch (worst) {
            case OK, NOTE -> ExitCode.OK;
            case WARNING -> ExitCode.INCOMPLETE;
            case ERROR -> ExitCode.FAILED;
        };
    }
}
