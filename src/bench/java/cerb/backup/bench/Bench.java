package cerb.backup.bench;

import cerb.backup.demo.helpdesk.HelpdeskSize;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs the contests and prints their table. A runner of its own would only repeat what the test runner does. */
class Bench {
    private static final String ONLY = System.getProperty("bench.only", "");
    private static final int RUNS = Integer.getInteger("bench.runs", 3);
    private static final int NEW_FILES = Integer.getInteger("bench.new", 600);
    private static final int STEADY_SECONDS = Integer.getInteger("bench.steady-seconds", 300);
    private static final HelpdeskSize SIZE = new HelpdeskSize(Integer.getInteger("bench.tickets", isWanted("database") || isWanted("hotcopy") ? 70_000 : 100),
            Integer.getInteger("bench.attachments", isWanted("files") || isWanted("s3") ? 60_000 : 100), Integer.getInteger("bench.attachment-bytes", 28_000));

    private final Ratios ratios = new Ratios();

    @Test
    void printsRatios() throws Exception {
        try (var site = new Site(SIZE)) {
            for (var run = 1; run <= RUNS; run++) {
                round(site);
            }
        }
        System.out.printf("%n%,d tickets, %,d attachments, %,d new ones, %d cores; medians of %d%n", SIZE.tickets(), SIZE.attachments(), NEW_FILES,
                Runtime.getRuntime().availableProcessors(), RUNS);
        ratios.lines().forEach(System.out::println);
    }

    private void round(Site site) throws IOException, InterruptedException, SQLException {
        site.fill();
        if (isWanted("files")) {
            new FileContest(site, ratios, NEW_FILES).round();
        }
        if (isWanted("s3")) {
            try (OffsiteContest offsite = new OffsiteContest(site, ratios)) {
                offsite.round(NEW_FILES, Duration.ofSeconds(STEADY_SECONDS));
            }
        }
        if (isWanted("database")) {
            new DatabaseContest(site, ratios).round();
        }
        if (isWanted("database") || isWanted("hotcopy")) {
            new HotCopyContest(site, ratios).round();
        }
    }

    private static boolean isWanted(String half) {
        return ONLY.isEmpty() || ONLY.equals(half);
    }
}
