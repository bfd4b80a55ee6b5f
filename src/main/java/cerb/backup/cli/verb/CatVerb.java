package cerb.backup.cli.verb;

import cerb.backup.cli.output.Printable;
import cerb.backup.cli.source.From;
import cerb.backup.cli.source.RepositorySource;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.query.SnapshotChoice;
import cerb.backup.operation.query.SnapshotContent;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a file of a snapshot to standard output. */
@Command(name = "cat", aliases = "dump", mixinStandardHelpOptions = true, description = "Write a file of a snapshot to standard output; dump is restic's name for it.")
final class CatVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private From from;

    @Parameters(index = "0", paramLabel = "ID", description = "Beginning of a snapshot's id, or latest.")
    private String id;

    @Parameters(index = "1", paramLabel = "PATH", description = "Path in the snapshot, such as /database/cerb/schema.sql.")
    private String path;

    @Override
    public Integer call() throws IOException {
        Settings settings = from.settings(common);
        // Not System.out, which hides that nobody reads any more.
        try (RepositorySource source = from.open(settings); OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            SnapshotChoice choice = source.snapshots().choice(id, null, false);
            choice.findings().forEach(finding -> common.console().warn(Printable.of(finding.toString())));
            new SnapshotContent(source.repository().index(), choice.snapshot()).write(path, out);
        }
        return 0;
    }
}
