package cerb.backup.cli.repository;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.source.From;
import cerb.backup.cli.source.RepositorySource;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.cli.work.Times;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.query.find.PathPattern;
import cerb.backup.operation.query.find.Search;
import cerb.backup.operation.query.find.WantedObjects;
import cerb.backup.repository.StoredSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks for files in all snapshots. */
@Command(name = "find", mixinStandardHelpOptions = true,
        description = "Find files and directories by name in all snapshots, the oldest first; or the files that need a blob, tree or pack.",
        footer = {"", "A pattern is matched as restic does it: * ? and [...] within a name, ** for any directories; it may stand anywhere in a path, or begin with / at the root;",
            "what is below a directory that it matches is found, too. What is found is listed for each snapshot that holds it.",
            "JSON: a line an entry of snapshot, time, path, type, mode, uid, gid, user, group, size, mtime, link_target, escaped (as ls has them); of an object: object_type",
            "(blob | tree), id, path, parent_tree (null for a root), snapshot, time, escaped."})
public final class FindVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private From from;

    @Parameters(paramLabel = "NAME|PATTERN", arity = "0..*", description = "What to look for; any of several.")
    private List<String> patterns = new ArrayList<>();

    @Option(names = {"-s", "--snapshot"}, paramLabel = "ID", description = "Only in this snapshot, or latest; may be given several times.")
    private List<String> snapshots = new ArrayList<>();

    @Option(names = {"-O", "--oldest"}, paramLabel = "TIME", description = "Only what was last changed at this time or later.")
    private String oldest;

    @Option(names = {"-N", "--newest"}, paramLabel = "TIME", description = "Only what was last changed at this time or before.")
    private String newest;

    @Option(names = {"-i", "--ignore-case"}, description = "Take small and capital letters for the same.")
    private boolean ignoreCase;

    @Option(names = "--blob", paramLabel = "ID", description = "The files that need the data blob whose id begins so.")
    private List<String> blobs = new ArrayList<>();

    @Option(names = "--tree", paramLabel = "ID", description = "The directory whose tree's id begins so.")
    private List<String> trees = new ArrayList<>();

    @Option(names = "--pack", paramLabel = "ID", description = "What needs a blob of the pack whose id begins so.")
    private List<String> packs = new ArrayList<>();

    @Override
    public Integer call() {
        Settings settings = from.settings(common);
        Console console = common.console();
        boolean byObject = !(blobs.isEmpty() && trees.isEmpty() && packs.isEmpty());
        if (byObject != patterns.isEmpty()) {
            throw FailureException.refused(byObject ? "both a pattern and an object are given" : "nothing to find is given",
                    "Give names or patterns, or --blob, --tree or --pack. Run cerb-backup find --help to see what there is.");
        }
        List<String> damage = new ArrayList<>();
        try (RepositorySource source = from.open(settings)) {
            List<StoredSnapshot> searched = searched(source, damage);
            Search search = new Search(source.repository().index(), (path, problem) -> damage.add(path + " cannot be searched: " + problem.getMessage()));
            FindOutput output = new FindOutput(console);
            if (byObject) {
                WantedObjects wanted = new WantedObjects(source.repository().index(), blobs, trees, packs);
                searched.forEach(snapshot -> output.objects(snapshot, search, wanted));
            } else {
                NameFilter filter = new NameFilter(pattern(), Times.of("--oldest", oldest, false), Times.of("--newest", newest, true));
                searched.forEach(snapshot -> output.names(snapshot, search, filter));
            }
            if (output.isEmpty()) {
                console.note("nothing was found in " + Plurals.words(searched.size(), "snapshot"));
            }
        }
        damage.forEach(problem -> console.warn(Printable.of(problem)));
        return damage.isEmpty() ? 0 : 1;
    }

    private PathPattern pattern() {
        try {
            return new PathPattern(patterns, ignoreCase);
        } catch (IllegalArgumentException e) {
            throw FailureException.refused(e.getMessage(), "Put a backslash before a character that is meant as it is.");
        }
    }

    private List<StoredSnapshot> searched(RepositorySource source, List<String> damage) {
        if (snapshots.isEmpty()) {
            return source.repository().snapshots((id, problem) -> damage.add("snapshot " + id.shortName() + " cannot be searched: " + problem.getMessage()));
        }
        Snapshots choice = source.snapshots();
        return snapshots.stream().map(id -> choice.choose(id, null, false)).distinct().toList();
    }
}
