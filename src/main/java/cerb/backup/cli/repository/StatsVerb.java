package cerb.backup.cli.repository;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.Printable;
import cerb.backup.cli.source.From;
import cerb.backup.cli.source.RepositorySource;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.cli.work.PacksAway;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.query.stats.Stats;
import cerb.backup.operation.query.stats.StatsMode;
import cerb.backup.operation.query.stats.Sums;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.repository.index.BlobIndex;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts what the repository holds. */
@Command(name = "stats", mixinStandardHelpOptions = true, description = "Count what snapshots hold (all of them, or those named), as restic counts it, and what the repository holds.",
        footer = {"", "JSON: mode, snapshots_count, total_size, total_file_count, total_blob_count, of raw-data total_uncompressed_size, compression_ratio, compression_progress,",
            "compression_space_saving (as restic has them; else null), repository (packs, data_blobs, tree_blobs, index_files, stored_bytes, raw_bytes, compression_ratio,",
            "dedup_ratio: what a restore of all snapshots would write by raw_bytes; null unless restore-size of all was counted; of the local one also packs_away, bytes_away:",
            "what is kept at the sinks alone)."})
public final class StatsVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private From from;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Beginnings of snapshots' ids, or latest; else all snapshots.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--mode", defaultValue = "restore-size", paramLabel = "MODE",
            description = "restore-size: what a restore would write; files-by-contents: files of the same content once; blobs-per-file: their blobs; raw-data: blobs as they are stored.")
    private String mode;

    @Override
    public Integer call() {
        Settings settings = from.settings(common);
        Console console = common.console();
        StatsMode counted = mode();
        List<String> damage = new ArrayList<>();
        try (RepositorySource source = from.open(settings)) {
            List<StoredSnapshot> snapshots = snapshots(source, damage);
            IndexedRepository index = source.repository().index();
            Sums sums = new Stats(index, (path, problem) -> damage.add(path + " is not counted: " + problem.getMessage())).run(snapshots, counted);
            if (sums.missing() > 0) {
                damage.add(Plurals.are(sums.missing(), "blob") + " in no index, and not counted. Run check.");
            }
            ObjectNode json = json(counted, snapshots.size(), sums);
            ObjectNode repository = json.putObject("repository");
            repository.setAll(repository(index, counted == StatsMode.RESTORE_SIZE && ids.isEmpty() ? sums.bytes() : -1));
            if (from.isLocal()) {
                PacksAway.put(repository, settings.get(Keys.REPOSITORY_DIRECTORY));
            }
            if (console.json()) {
                console.result(json);
            } else {
                print(console, json);
            }
        }
        damage.forEach(problem -> console.warn(Printable.of(problem)));
        return damage.isEmpty() ? 0 : 1;
    }

    private StatsMode mode() {
        try {
            return StatsMode.parse(mode);
        } catch (IllegalArgumentException e) {
            throw FailureException.refused("--mode " + Printable.of(e.getMessage()), "Name one of them.");
        }
    }

    private List<StoredSnapshot> snapshots(RepositorySource source, List<String> damage) {
        if (ids.isEmpty()) {
            return source.repository().snapshots((id, problem) -> damage.add("snapshot " + id.shortName() + " is not counted: " + problem.getMessage()));
        }
        Snapshots choice = source.snapshots();
        return ids.stream().map(id -> choice.choose(id, null, false)).distinct().toList();
    }

    private static ObjectNode json(StatsMode mode, int snapshots, Sums sums) {
        ObjectNode json = Json.object().put("mode", mode.word()).put("snapshots_count", snapshots).put("total_size", sums.bytes())
                .put("total_file_count", sums.files()).put("total_blob_count", sums.blobs());
        boolean isRaw = mode == StatsMode.RAW_DATA;
        json.put("total_uncompressed_size", isRaw ? sums.uncompressedBytes() : null);
        json.put("compression_ratio", isRaw ? ratio(sums.compressedRawBytes(), sums.compressedBytes()) : null);
        json.put("compression_progress", isRaw ? percent(sums.compressedRawBytes(), sums.uncompressedBytes()) : null);
        Double stored = percent(sums.bytes(), sums.uncompressedBytes());
        return json.put("compression_space_saving", isRaw && stored != null ? Double.valueOf(100 - stored) : null);
    }

    private static ObjectNode repository(IndexedRepository index, long restoredBytes) {
        BlobIndex.Statistics all = index.statistics();
        return Json.object().put("packs", all.packs()).put("data_blobs", all.dataBlobs()).put("tree_blobs", all.treeBlobs()).put("index_files", index.indexFiles())
                .put("stored_bytes", all.storedBytes()).put("raw_bytes", all.rawBytes()).put("compression_ratio", ratio(all.rawBytes(), all.storedBytes()))
                .put("dedup_ratio", restoredBytes < 0 ? null : ratio(restoredBytes, all.rawBytes()));
    }

    /** Null for what has no ratio. */
    private static Double ratio(long of, long to) {
        return to == 0 ? null : Double.valueOf((double) of / to);
    }

    private static Double percent(long of, long to) {
        return to == 0 ? null : Double.valueOf(100.0 * of / to);
    }

    private static void print(Console console, JsonNode json) {
        console.line(Plurals.words(json.path("snapshots_count").asLong(), "snapshot") + ", counted as " + json.path("mode").asText() + ": " + HumanSize.of(json.path("total_size").asLong())
                + (json.path("total_file_count").asLong() > 0 ? ", " + Plurals.words(json.path("total_file_count").asLong(), "file") : "")
                + (json.path("total_blob_count").asLong() > 0 ? ", " + Plurals.words(json.path("total_blob_count").asLong(), "blob") : ""));
        JsonNode all = json.path("repository");
        console.line(Plurals.words(all.path("packs").asLong(), "pack") + " with " + all.path("data_blobs").asLong() + " data and " + all.path("tree_blobs").asLong() + " tree blobs, named by "
                + Plurals.words(all.path("index_files").asLong(), "index file") + PacksAway.words(all));
        console.line(HumanSize.of(all.path("stored_bytes").asLong()) + " stored, " + HumanSize.of(all.path("raw_bytes").asLong()) + " before compression"
                + times(all, "compression_ratio", ", compression") + times(all, "dedup_ratio", ", deduplication"));
    }

    private static String times(JsonNode json, String field, String words) {
        return json.path(field).isNumber() ? String.format(Locale.ROOT, "%s %.2fx", words, json.path(field).asDouble()) : "";
    }
}
