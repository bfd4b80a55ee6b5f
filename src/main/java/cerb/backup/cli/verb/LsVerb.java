package cerb.backup.cli.verb;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.source.From;
import cerb.backup.cli.source.RepositorySource;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.cli.work.Texts;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.query.EntryInfo;
import cerb.backup.operation.query.SnapshotChoice;
import cerb.backup.operation.query.SnapshotContent;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the files of a snapshot. */
@Command(name = "ls", mixinStandardHelpOptions = true, description = "List a directory of a snapshot.",
        footer = {"", "JSON: a line an entry of path, type, mode (as in chmod), uid, gid, user, group, size, mtime, link_target (or null), escaped",
            "(the path with escapes where a name is no UTF-8; else null). Text shows the escapes; PATH may be given either way."})
final class LsVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private From from;

    @Parameters(index = "0", paramLabel = "ID", description = "Beginning of a snapshot's id, or latest.")
    private String id;

    @Parameters(index = "1", paramLabel = "PATH", arity = "0..1", defaultValue = "/", description = "Path in the snapshot, such as /storage/attachments.")
    private String path;

    @Option(names = {"-r", "--recursive"}, description = "With everything below it.")
    private boolean recursive;

    @Override
    public Integer call() {
        Settings settings = from.settings(common);
        Console console = common.console();
        try (RepositorySource source = from.open(settings)) {
            SnapshotChoice choice = source.snapshots().choice(id, null, false);
            choice.findings().forEach(finding -> console.warn(Printable.of(finding.toString())));
            new SnapshotContent(source.repository().index(), choice.snapshot()).list(path, recursive, entry -> print(console, entry));
        }
        return 0;
    }

    private static void print(Console console, EntryInfo entry) {
        if (console.json()) {
            console.result(Texts.entry(entry));
        } else {
            console.line(Texts.line(entry));
        }
    }
}
