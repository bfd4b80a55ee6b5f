package cerb.backup.bench;

import cerb.backup.demo.EmbeddedDatabase;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.dump.DumpListener;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.hotcopy.HotCopy;
import cerb.backup.mysql.hotcopy.HotCopyOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Hot copies beside {@code cp} of the same files: how long tables are locked, and how long it takes until everything is stored, and restored. */
final class HotCopyContest {
    private static final String LOCKED = "tables locked for a hot copy";
    private static final String TARGET = "bench_hot";

    private final Site site;
    private final Ratios ratios;

    HotCopyContest(Site site, Ratios ratios) {
        this.site = site;
        this.ratios = ratios;
    }

    /** Each task once. */
    void round() throws IOException, InterruptedException {
        for (String made : List.of("hot", "cp", "copies")) {
            site.clear(site.place(made));
        }
        ratios.measure(null, ours("init", ""));
        ratios.note(LOCKED, "cerb-backup", new Contestant.Run(lockSeconds(), Double.NaN, 0, 0));
        ratios.measure(LOCKED, copy());
        for (String task : List.of("hot copy until stored", "hot copy again until stored")) {
            ratios.measure(task, ours("backup", "--database"));
            ratios.measure(task, copy());
        }
        ratios.measure("hot copy restored", ours("restore", "latest --overwrite --database-to " + TARGET));
        ratios.measure("hot copy restored", copy());
    }

    private double lockSeconds() {
        DatabaseAddress address = DatabaseAddress.of("127.0.0.1", site.port(), EmbeddedDatabase.USER, () -> "").withSchema(Site.SCHEMA);
        HotCopyOptions options = new HotCopyOptions(Duration.ofMinutes(10), true, null, site.place("copies"));
        try (HotCopy copy = HotCopy.open(address, DumpOptions.defaults(), options, DumpListener.NONE)) {
            return copy.lockMillis() / 1e3;
        }
    }

    private Contestant copy() {
        String to = site.place("cp").toString();
        return new Contestant("cp", List.of("cp"), "rm -rf " + to + " && cp -r " + site.data().resolve(Site.SCHEMA) + " " + to, site.place("cp"));
    }

    private Contestant ours(String verb, String options) {
        String settings = "DUMP_METHOD=hotcopy HOTCOPY_MAX_LOCK=10m HOTCOPY_DIRECTORY=" + site.place("copies") + " REPOSITORY_DIRECTORY=" + site.place("hot") + " ";
        return new Contestant("cerb-backup", List.of(), settings + site.program().formatted(verb) + " " + options, site.place("hot"));
    }
}
