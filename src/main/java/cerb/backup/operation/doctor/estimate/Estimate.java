package cerb.backup.operation.doctor.estimate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backup will take. Sizes in bytes of the disk.
 *
 * @param firstBytes     the first backup, compressed
 * @param bytesADay      what each day adds
 * @param yearBytes      the local directory after a year with everything kept
 * @param metadataBytes  of it, what a directory without data packs would need
 * @param sinks          what each sink holds after the first backup, and is asked for in a month
 * @param restore        how long everything takes to come back over the line
 * @param assumptions    what the numbers rest on, a sentence each
 */
public record Estimate(long firstBytes, long bytesADay, long yearBytes, long metadataBytes, List<Sink> sinks, Duration restore, List<String> assumptions) {
    /** Of a file's node in a tree, some 300 bytes of JSON that compress to a third, and of its blob's entry in an index. */
    private static final int METADATA_A_FILE = 150;
    /** Of the bytes of rows: an entry in an index and an id in a tree, 80 bytes together, for a blob of 16 KiB, the smallest. */
    private static final double METADATA_OF_DUMP = 0.005;
    /** Pack, tree pack, index, snapshot, and the look whether the last of them has arrived. */
    private static final int REQUESTS_A_SNAPSHOT = 5;
    private static final int FILES_A_PAGE = 1000;
    private static final int DAYS = 30;

    /** Copies the lists. */
    public Estimate {
        sinks = List.copyOf(sinks);
        assumptions = List.copyOf(assumptions);
    }

    /**
     * A sink's share.
     *
     * @param name          its name
     * @param bytes         it holds after the first backup
     * @param firstRequests to bring that there
     * @param requests      a month, afterwards
     */
    public record Sink(String name, long bytes, long firstRequests, long requests) { }

    /** Reckons. */
    public static Estimate of(EstimateInput input, Instant now) {
        List<String> assumptions = new ArrayList<>();
        double rows = Compressed.share(input.rows().bytes(), input.level());
        double files = Compressed.share(input.storage().sample().bytes(), input.level());
        assumptions.add("rows compress to " + percent(rows) + " and files to " + percent(files) + " of their size, as a sample of " + (input.rows().bytes().length >> 10) + " KiB and "
                + (input.storage().sample().bytes().length >> 10) + " KiB did; what occurs twice is counted twice");
        if (!input.storage().whole()) {
            assumptions.add("the storage directory could not be walked to its end in time: its size is the least");
        }
        long first = (long) (input.databaseBytes() * rows + input.storage().bytes() * files);
        Growth growth = Growth.of(input.snapshots(), now).orElseGet(() -> guess(input, rows, files));
        assumptions.add("growth is reckoned from " + growth.basis());
        long year = first + growth.bytesADay() * 365;
        long metadata = input.storage().files() * METADATA_A_FILE + (long) (input.databaseBytes() * METADATA_OF_DUMP);
        assumptions.add("a year keeps everything that was added, which is the most that retention can leave; metadata takes " + METADATA_A_FILE + " bytes a file");
        assumptions.add("the line carries " + (input.lineBytes() * 8 / 1_000_000) + " Mbit/s (--line)");
        List<Sink> sinks = input.sinks().stream().map(name -> sink(name, first, growth.bytesADay(), input)).toList();
        return new Estimate(first, growth.bytesADay(), year, metadata, sinks, Duration.ofSeconds(1 + first / Math.max(1, input.lineBytes())), assumptions);
    }

    /** Without snapshots the files tell: what is newer than a week; and the rows are taken to grow as the files do. */
    private static Growth guess(EstimateInput input, double rows, double files) {
        long days = StorageSize.RECENT.toDays();
        double daily = input.storage().bytes() == 0 ? 0 : (double) input.storage().newBytes() / input.storage().bytes() / days;
        return new Growth((long) (input.storage().newBytes() * files / days + input.databaseBytes() * rows * daily),
                "files of the last " + days + " days, the database growing at the same rate, since no two snapshots are a day apart yet");
    }

    private static Sink sink(String name, long first, long daily, EstimateInput input) {
        long packs = first / input.packBytes() + 4;
        double checkpoints = Math.min(86_400.0 / Math.max(1, input.interval().toSeconds()), (double) input.storage().newFiles() / StorageSize.RECENT.toDays());
        double listings = Duration.ofDays(1).toSeconds() / (double) Math.max(1, input.verify().toSeconds()) * (packs / FILES_A_PAGE + 4);
        double requests = DAYS * ((checkpoints + input.dumpsADay()) * REQUESTS_A_SNAPSHOT + (double) daily / input.packBytes() + listings);
        // Each file that is put is asked for its size, too.
        return new Sink(name, first, packs * 2, (long) requests + 1);
    }

    private static String percent(double share) {
        return Math.max(1, Math.round(share * 100)) + " %";
    }
}
