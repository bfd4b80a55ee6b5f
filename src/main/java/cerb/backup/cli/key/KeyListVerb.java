package cerb.backup.cli.key;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.output.Table;
import cerb.backup.cli.source.LocalRepository;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.repository.Repository;
import cerb.backup.repository.key.FoundKey;
import cerb.backup.repository.key.KeyRing;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the keys. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "List the keys. The one in use, that of the configuration's password, has a star.",
        footer = {"", "JSON: an array of id, short_id, in_use, usable, user, host, created (null where it is not usable), problem (empty if none)."})
final class KeyListVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        Console console = common.console();
        try (Repository repository = LocalRepository.open(common.settings())) {
            KeyRing keys = repository.keys();
            if (console.json()) {
                ArrayNode array = Json.array();
                keys.list().forEach(key -> array.add(json(key, keys)));
                console.result(array);
            } else {
                Table table = new Table(" ", "ID", "User", "Host", "Created", "Problem");
                keys.list().forEach(key -> add(table, key, keys));
                table.lines().forEach(console::line);
            }
        }
        return 0;
    }

    private static void add(Table table, FoundKey key, KeyRing keys) {
        table.add(key.id().equals(keys.inUse()) ? "*" : " ", key.id().shortName(),
                key.isUsable() ? Printable.of(key.file().username()) : "", key.isUsable() ? Printable.of(key.file().hostname()) : "",
                key.isUsable() ? HumanTime.of(key.file().created(), ZoneId.systemDefault()) : "", key.problem().isEmpty() ? "" : "DAMAGED: " + Printable.of(key.problem()));
    }

    private static ObjectNode json(FoundKey key, KeyRing keys) {
        return Json.object().put("id", key.id().toString()).put("short_id", key.id().shortName()).put("in_use", key.id().equals(keys.inUse()))
                .put("usable", key.isUsable()).put("user", key.isUsable() ? key.file().username() : null).put("host", key.isUsable() ? key.file().hostname() : null)
                .put("created", key.isUsable() ? Json.time(key.file().created()) : null).put("problem", key.problem());
    }
}
