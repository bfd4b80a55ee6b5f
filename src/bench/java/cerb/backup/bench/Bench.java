package cerb.backup.bench;

import cerb.backup.demo.helpdesk.HelpdeskSize;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the contest and prints its table. A runner of its own would only repeat what the test runner does. */
class Bench {
    private static final int RUNS = Integer.getInteger("bench.runs", 3);
    private static final int NEW_FILES = Integer.getInteger("bench.new", 600);
    private static final HelpdeskSize SIZE = new HelpdeskSize(Integer.getInteger("bench.tickets", 70_000),
            Integer.getInteger("bench.attachments", 60_000), Integer.getInteger("bench.attachment-bytes", 28_000));
    private static final List<String> MADE = List.of("ours", "restic", "rsync", "mydumper", "mydumper2", "dump.zst", "dump2.zst",
            "restored-ours", "restored-rsync", "restored-restic");

    private final Ratios ratios = new Ratios();

    @Test
    void printsRatios() throws Exception {
        try (var site = new Site()) {
            site.fill(SIZE);
            var contest = new Contest(site);
            for (var run = 1; run <= RUNS; run++) {
                round(site, contest);
            }
        }
        System.out.printf("%n%,d tickets, %,d attachments, %,d new ones; medians of %d%n", SIZE.tickets(), SIZE.attachments(), NEW_FILES, RUNS);
        ratios.lines().forEach(System.out::println);
    }

    private void round(Site site, Contest contest) throws IOException, InterruptedException, SQLException {
        for (var made : MADE) {
            site.clear(made);
        }
        for (var contestant : contest.prepare()) {
            if (contestant.isPresent()) {
                contestant.run();
            }
        }
        measure("first files", contest.files());
        measure("first dump", contest.dump(""));
        site.nextDay(SIZE);
        measure("next day's dump", contest.dump("2"));
        site.attach(NEW_FILES);
        measure(NEW_FILES + " new files", contest.files());
        measure("restore of files", contest.restoreFiles());
        for (var schema : List.of("bench_ours", "bench_mysql", "bench_myloader")) {
            site.emptySchema(schema);
        }
        measure("load", contest.load("2"));
    }

    private void measure(String task, List<Contestant> contestants) throws IOException, InterruptedException {
        for (var contestant : contestants) {
            if (contestant.isPresent()) {
                System.out.println(task + ": " + contestant.name());
                ratios.add(task, contestant.name(), contestant.run());
            }
        }
    }
}
