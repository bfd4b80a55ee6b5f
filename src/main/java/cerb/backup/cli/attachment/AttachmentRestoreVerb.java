package cerb.backup.cli.attachment;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.source.From;
import cerb.backup.cli.source.RepositorySource;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.cli.work.Times;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.attachment.AttachmentRestore;
import cerb.backup.operation.attachment.RestoredAttachment;
import cerb.backup.repository.StoredSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Restores an attachment. */
@Command(name = "restore", mixinStandardHelpOptions = true,
        description = "Write an attachment's bytes to a directory, under its name, and beside it the statements that insert its rows.",
        footer = {"", "JSON: id, name, size, sha1, file, sql, links, incomplete (whether links could not be read), belongs_to (below the storage directory, or null), point (recovery point: id, short_id, time)."})
final class AttachmentRestoreVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private From from;

    @Parameters(paramLabel = "ID", description = "The attachment's id, as attachment find prints it.")
    private long id;

    @Option(names = "--at", paramLabel = "TIME", description = "As of the newest recovery point not after this time, such as 2026-11-23T14:00:00Z, or local as \"2026-11-23 14:00\".")
    private String at;

    @Option(names = "--to", paramLabel = "DIR", required = true, description = "Directory that gets the two files; it is made if it does not exist.")
    private Path to;

    @Override
    public Integer call() {
        Settings settings = from.settings(common);
        Helpdesks.demandCerb(settings);
        Instant newest = Times.of("--at", at, true);
        Console console = common.console();
        try (RepositorySource source = from.open(settings)) {
            List<StoredSnapshot> points = source.snapshots().recoveryPoints(finding -> console.warn(Printable.of(finding.toString()))).stream()
                    .filter(point -> newest == null || !point.snapshot().time().isAfter(newest)).toList();
            AttachmentRestore restore = new AttachmentRestore(source.repository().index(), finding -> console.warn(Printable.of(finding.toString())));
            RestoredAttachment restored = restore.restore(id, points, to);
            new AttachmentText(console).restored(restored);
            return restored.incomplete() ? ExitCode.INCOMPLETE.number() : ExitCode.OK.number();
        }
    }
}
