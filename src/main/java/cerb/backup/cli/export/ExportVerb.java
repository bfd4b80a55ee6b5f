package cerb.backup.cli.export;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.output.ProgressLine;
import cerb.backup.cli.source.From;
import cerb.backup.cli.source.RepositorySource;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.Sizes;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.export.Export;
import cerb.backup.operation.export.ExportResult;
import cerb.backup.operation.export.VerifyExport;
import cerb.backup.operation.export.VerifyResult;
import cerb.backup.operation.gate.LiveDirectories;
import cerb.backup.repository.RepositoryOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies the repository to volumes. */
@Command(name = "export", mixinStandardHelpOptions = true,
        description = "Copy the repository to volumes, DIR/volume-001 and so on, for discs and drives that are put away. Together they are the repository; each has checksums and a text that"
                + " tells how to restore with restic alone. What is there is never written to again: a later export into the same directory adds volumes with what is new.",
        footer = {"", "Everything but packs of data is on every volume, so that each that is left restores what lies on it.",
            "JSON: directory, repository, snapshots, volumes[], added (volumes), files, bytes, incomplete, findings[severity, subject, message, remedy].",
            "With --verify: directory, volumes[name, lost, files, bytes, damaged[], missing[]], snapshots, damaged, findings[]. Exit code 1 with damage."})
public final class ExportVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private From from;

    @Mixin
    private RetryLock retryLock;

    @Parameters(index = "0", paramLabel = "DIR", description = "Directory of the volumes; made if it does not exist. None in or around the storage or a repository.")
    private Path directory;

    @Option(names = "--volume-size", paramLabel = "SIZE", description = "What a volume may take: 700MB, 4.7GB, 25GB, 500GiB. M alone is MiB, as in restic.")
    private String volumeSize;

    @Option(names = "--verify", description = "Export nothing, but read all volumes in DIR and say what is damaged or missing, and what it touches.")
    private boolean verify;

    @Override
    public Integer call() {
        Settings settings = from.settings(common);
        Console console = common.console();
        return verify ? verify(settings, console) : export(settings, console, size());
    }

    private int export(Settings settings, Console console, long size) {
        ExportResult result;
        try (RepositorySource source = from.open(settings); ProgressLine progress = new ProgressLine(console, System::nanoTime)) {
            result = new Export(source.repository(), directory, live(settings), progress).run(size, source.readers(), retryLock.patience());
        }
        new ExportText(console, directory).exported(result);
        return result.incomplete() ? ExitCode.INCOMPLETE.number() : ExitCode.OK.number();
    }

    private LiveDirectories live(Settings settings) {
        LiveDirectories configured = LiveDirectories.of(settings);
        return from.directory(settings).map(configured::with).orElse(configured);
    }

    private int verify(Settings settings, Console console) {
        VerifyResult result;
        try (ProgressLine progress = new ProgressLine(console, System::nanoTime)) {
            result = new VerifyExport(directory, progress).run(settings.repositoryPassword(), RepositoryOptions.defaults().withLimits(EngineOptions.limits(settings)));
        }
        new ExportText(console, directory).verified(result);
        return result.damaged() ? ExitCode.FAILED.number() : ExitCode.OK.number();
    }

    private long size() {
        if (volumeSize == null) {
            throw FailureException.refused("the size of a volume is not given", "Give it with --volume-size, such as 4.7GB or 25GB; or --verify to look at volumes that are there.");
        }
        try {
            return Sizes.parse(volumeSize);
        } catch (IllegalArgumentException e) {
            throw FailureException.refused("--volume-size " + Printable.of(volumeSize) + " is not a size", "Write it as 700MB, 4.7GB, 25GB or 500GiB.");
        }
    }
}
