package cerb.backup.cli.forget;

import cerb.backup.cli.output.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Option;

/** restic's {@code --keep-*} options of a forget. Texts as they were given; null where they were not. */
final class KeepOptions {
    @Option(names = {"-l", "--keep-last"}, paramLabel = "N", description = "Keep the last N snapshots.")
    private String last;

    @Option(names = {"-H", "--keep-hourly"}, paramLabel = "N", description = "Keep the last of each of N hours that have one.")
    private String hourly;

    @Option(names = {"-d", "--keep-daily"}, paramLabel = "N", description = "The same of N days.")
    private String daily;

    @Option(names = {"-w", "--keep-weekly"}, paramLabel = "N", description = "The same of N weeks.")
    private String weekly;

    @Option(names = {"-m", "--keep-monthly"}, paramLabel = "N", description = "The same of N months.")
    private String monthly;

    @Option(names = {"-y", "--keep-yearly"}, paramLabel = "N", description = "The same of N years.")
    private String yearly;

    @Option(names = "--keep-within", paramLabel = "D", description = "Keep all that are less than D older than the newest.")
    private String within;

    @Option(names = "--keep-within-hourly", paramLabel = "D", description = "Of those, keep the last of each hour.")
    private String withinHourly;

    @Option(names = "--keep-within-daily", paramLabel = "D", description = "The same of each day.")
    private String withinDaily;

    @Option(names = "--keep-within-weekly", paramLabel = "D", description = "The same of each week.")
    private String withinWeekly;

    @Option(names = "--keep-within-monthly", paramLabel = "D", description = "The same of each month.")
    private String withinMonthly;

    @Option(names = "--keep-within-yearly", paramLabel = "D", description = "The same of each year.")
    private String withinYearly;

    @Option(names = "--keep-tag", paramLabel = "TAG[,TAG]", description = "Keep those, too, that have all these tags, besides those of retention.keep-tags and pinned ones; may be given several times.")
    private List<String> tags;

    /** What was given, each under its name after {@code --keep-}. */
    ObjectNode toJson() {
        ObjectNode keep = Json.object().put("last", last).put("hourly", hourly).put("daily", daily).put("weekly", weekly).put("monthly", monthly).put("yearly", yearly)
                .put("within", within).put("within-hourly", withinHourly).put("within-daily", withinDaily).put("within-weekly", withinWeekly)
                .put("within-monthly", withinMonthly).put("within-yearly", withinYearly);
        if (tags != null) {
            keep.set("tag", Json.array(tags));
        }
        return keep;
    }
}
