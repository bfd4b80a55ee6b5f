package cerb.backup.cli.repository;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.source.From;
import cerb.backup.cli.source.RepositorySource;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.repository.lock.FoundLock;
import cerb.backup.repository.lock.JudgedLock;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes locks that nobody holds any more. */
@Command(name = "unlock", mixinStandardHelpOptions = true,
        description = "Remove the locks that nobody holds any more, here or, with --from, at a sink: those not refreshed for 30 minutes, and those of processes of this host that have ended.",
        footer = {"", "JSON: removed[] and kept[], each of id, short_id, reason, and of a readable lock exclusive, host, user, pid, refreshed."})
public final class UnlockVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private From from;

    @Option(names = "--remove-all", description = "Remove all locks. Only when nothing works on the repository, here or elsewhere: what does loses its work.")
    private boolean all;

    @Override
    public Integer call() {
        Console console = common.console();
        try (RepositorySource source = from.openForLocks(from.settings(common))) {
            List<JudgedLock> judged = source.repository().locks().unlock(all);
            if (console.json()) {
                ObjectNode json = Json.object();
                judged.forEach(lock -> json.withArray(lock.removed() ? "removed" : "kept").add(json(lock)));
                json.withArray("removed");
                json.withArray("kept");
                console.result(json);
            } else {
                print(console, judged);
            }
        }
        return 0;
    }

    private void print(Console console, List<JudgedLock> judged) {
        judged.forEach(lock -> console.line(Printable.of((lock.removed() ? "removed " : "kept ") + lock.lock() + ": " + lock.reason())));
        if (judged.isEmpty()) {
            console.line("there are no locks");
        } else if (judged.stream().anyMatch(lock -> !lock.removed())) {
            console.note("A lock that was kept goes when its holder ends. If you are sure that nobody holds it, run cerb-backup unlock --remove-all"
                    + from.place().map(place -> " --from " + place).orElse("") + ".");
        }
    }

    private static ObjectNode json(JudgedLock judged) {
        FoundLock found = judged.lock();
        ObjectNode json = Json.object().put("id", found.id().toString()).put("short_id", found.id().shortName()).put("reason", judged.reason());
        if (!found.isUnreadable()) {
            json.put("exclusive", found.lock().exclusive()).put("host", found.lock().hostname()).put("user", found.lock().username())
                    .put("pid", found.lock().pid()).put("refreshed", Json.time(found.lock().time()));
        }
        return json;
    }
}
