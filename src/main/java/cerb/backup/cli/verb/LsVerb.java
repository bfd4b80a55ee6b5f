package cerb.backup.cli.verb;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Json;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMode;
import cerb.backup.format.tree.NodeType;
import cerb.backup.repository.Repository;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the files of a snapshot. */
@Command(name = "ls", mixinStandardHelpOptions = true, description = "List a directory of a snapshot.",
        footer = {"", "JSON: a line an entry of path, type, mode (as in chmod), uid, gid, size, mtime, link_target (or null). Unprintable bytes of a name are \\x.. escapes."})
final class LsVerb implements Callable<Integer> {
    @Mixin
    private Common common;

    @Parameters(index = "0", paramLabel = "ID", description = "Beginning of a snapshot's id, or latest.")
    private String id;

    @Parameters(index = "1", paramLabel = "PATH", arity = "0..1", defaultValue = "/", description = "Path in the snapshot, such as /storage/attachments.")
    private String path;

    @Option(names = {"-r", "--recursive"}, description = "With everything below it.")
    private boolean recursive;

    @Override
    public Integer call() {
        Settings settings = common.settings();
        Console console = common.console();
        try (Repository repository = Reading.open(settings)) {
            SnapshotFiles files = SnapshotFiles.of(repository, id, settings.get(Keys.INSTANCE_NAME));
            Optional<Node> node = files.find(path);
            String clean = ("/" + path).replaceAll("/+", "/").replaceAll("/$", "");
            if (node.isPresent() && node.get().type() != NodeType.DIRECTORY) {
                print(console, clean, node.get());
            } else {
                list(console, files, clean, node.map(Node::subtree).orElse(files.root()));
            }
        }
        return 0;
    }

    private void list(Console console, SnapshotFiles files, String parent, Id tree) {
        for (Node node : files.list(tree)) {
            if (console.out().checkError()) {
                return; // whoever read us, such as head, has gone
            }
            String below = parent + "/" + node.name();
            print(console, below, node);
            if (recursive && node.type() == NodeType.DIRECTORY) {
                list(console, files, below, node.subtree());
            }
        }
    }

    private static void print(Console console, String path, Node node) {
        String target = node.linkTarget() == null ? null : node.linkTarget().toString();
        if (console.json()) {
            console.result(Json.object().put("path", path).put("type", node.type().word()).put("mode", String.format("%04o", NodeMode.permissions(node.metadata().mode())))
                    .put("uid", node.metadata().uid()).put("gid", node.metadata().gid()).put("size", node.size())
                    .put("mtime", Json.time(node.metadata().mtime())).put("link_target", target));
        } else {
            console.line(String.format("%-8s %04o %5d:%-5d %12d %s %s", node.type().word(), NodeMode.permissions(node.metadata().mode()), node.metadata().uid(), node.metadata().gid(),
                    node.size(), HumanTime.of(node.metadata().mtime(), ZoneId.systemDefault()), path + (target == null ? "" : " -> " + target)));
        }
    }
}
