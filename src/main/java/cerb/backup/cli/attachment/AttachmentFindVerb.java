package cerb.backup.cli.attachment;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.source.From;
import cerb.backup.cli.source.RepositorySource;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.attachment.AttachmentQuery;
import cerb.backup.operation.attachment.AttachmentVersion;
import cerb.backup.operation.attachment.Attachments;
import cerb.backup.operation.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Finds attachments. */
@Command(name = "find", mixinStandardHelpOptions = true,
        description = "List every kept version of the attachments of a name, an id or a SHA-1, with the records that have them.",
        footer = {"", "JSON, one line a version: id, name, mime_type, size, sha1, engine, key, updated, object (present, wrong_size, missing, in_database, elsewhere, none),",
            "owners[context, id], first and last (recovery points: id, short_id, time), points."})
final class AttachmentFindVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private From from;

    @Parameters(paramLabel = "NAME|ID|SHA1", description = "Part of a name, or with * or ? a whole one, in small or capital letters; or an id; or a SHA-1.")
    private String wanted;

    @Override
    public Integer call() {
        Settings settings = from.settings(common);
        Helpdesks.demandCerb(settings);
        Console console = common.console();
        List<Finding> findings = new ArrayList<>();
        try (RepositorySource source = from.open(settings)) {
            List<AttachmentVersion> versions = new Attachments(source.repository().index(), findings::add)
                    .find(AttachmentQuery.of(wanted), source.snapshots().recoveryPoints(findings::add));
            AttachmentText text = new AttachmentText(console);
            versions.forEach(text::version);
            if (versions.isEmpty()) {
                console.note("no recovery point has an attachment like " + Printable.of(wanted));
            }
        }
        findings.forEach(finding -> console.warn(Printable.of(finding.toString())));
        return findings.isEmpty() ? 0 : 1;
    }
}
