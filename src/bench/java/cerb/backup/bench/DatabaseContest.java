package cerb.backup.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The tasks of dumping and loading the database, ours first and then each peer that is here. */
final class DatabaseContest {
    private static final List<String> MADE = List.of("ours", "restic", "mydumper", "mydumper2", "dump.zst", "dump2.zst");

    private static final int DAYS_BEFORE = 4;

    private final Site site;
    private final Ratios ratios;
    private final String account;
    private final String dump;
    private final String restic;

    DatabaseContest(Site site, Ratios ratios) {
        this.site = site;
        this.ratios = ratios;
        account = " -h 127.0.0.1 -P " + site.port() + " -u root ";
        dump = "mariadb-dump --no-defaults" + account + "--single-transaction --quick " + Site.SCHEMA;
        restic = "RESTIC_PASSWORD=bench restic --no-cache -q -r " + site.place("restic") + " ";
    }

    /** Every task once by every tool. */
    void round() throws IOException, InterruptedException, SQLException {
        for (String made : MADE) {
            site.clear(site.place(made));
        }
        prepare(ours("init", ""));
        prepare(new Contestant("restic init", List.of("restic"), restic + "init", null));
        site.makeProbe();
        measure("first dump", dump(""));
        site.nextDay();
        measure("next day's dump", dump("2"));
        byTheDaemon();
        site.changeAnything();
        measure("1 % of all rows", List.of(ours("backup", "--database")));
        // myloader 0.10 reads nothing that zstd has packed
        prepare(new Contestant("unpacking", List.of("mydumper", "zstd"), "zstd -q -d --rm " + site.place("mydumper2") + "/*.zst", null));
        for (String schema : List.of("bench_ours", "bench_mysql", "bench_myloader")) {
            site.emptySchema(schema);
        }
        measure("load", load("2"));
    }

    /** As dumps are taken every day: by a daemon that has taken others before. */
    private void byTheDaemon() throws IOException, InterruptedException, SQLException {
        String task = "next day's dump, daemon";
        Contestant asking = ours("backup", "--database");
        Contestant peer = dump("2").get(3);
        try (Resident daemon = new Resident(site)) {
            daemon.awaitAnswering();
            for (int i = 0; i < DAYS_BEFORE; i++) {
                site.nextDay();
                asking.run();
            }
            prepare(peer);
            site.nextDay();
            try (WriteProbe probe = site.probe()) {
                double before = site.serverSeconds();
                Duration cpu = daemon.cpu();
                Contestant.Run run = asking.run();
                double used = run.cpu() + daemon.cpu().minus(cpu).toNanos() / 1e9;
                ratios.note(task, "cerb-backup run", new Contestant.Run(run.seconds(), used, daemon.peak(), run.stored()).beside(site.serverSeconds() - before, probe.longestWrite()));
            }
        }
        measure(task, List.of(peer));
    }

    private static void prepare(Contestant contestant) throws IOException, InterruptedException {
        if (contestant.isPresent()) {
            contestant.run();
        }
    }

    private void measure(String task, List<Contestant> contestants) throws IOException, InterruptedException, SQLException {
        for (Contestant contestant : contestants) {
            if (contestant.isPresent()) {
                try (WriteProbe probe = site.probe()) {
                    double before = site.serverSeconds();
                    Contestant.Run run = contestant.run();
                    ratios.note(task, contestant.name(), run.beside(site.serverSeconds() - before, probe.longestWrite()));
                }
            }
        }
    }

    private List<Contestant> dump(String suffix) {
        Path mydumper = site.place("mydumper" + suffix);
        Path file = site.place("dump" + suffix + ".zst");
        return List.of(ours("backup", "--database"),
                new Contestant("mariadb-dump | zstd", List.of("mariadb-dump", "zstd"), dump + " | zstd -q -f -o " + file, file),
                new Contestant("mydumper, zstd", List.of("mydumper", "zstd"), "mydumper" + account + "-p '' -t 2 -B " + Site.SCHEMA + " -o " + mydumper
                        + " && zstd -q --rm -T2 " + mydumper + "/*.sql", mydumper),
                new Contestant("mariadb-dump | restic", List.of("mariadb-dump", "restic"),
                        dump + " | " + restic + "backup --stdin --stdin-filename dump.sql", site.place("restic")));
    }

    private List<Contestant> load(String suffix) {
        return List.of(new Contestant("cerb-backup", List.of(), site.program().formatted("restore") + " latest --overwrite --database-to bench_ours", null),
                new Contestant("zstd | mysql", List.of("mysql", "zstd"), "zstd -q -d -c " + site.place("dump" + suffix + ".zst")
                        + " | mysql --no-defaults" + account + "bench_mysql", null),
                new Contestant("myloader", List.of("myloader"), "myloader" + account + "-p '' -t 2 -o -B bench_myloader -d "
                        + site.place("mydumper" + suffix), null));
    }

    private Contestant ours(String verb, String options) {
        return new Contestant("cerb-backup", List.of(), site.program().formatted(verb) + " " + options, site.place("ours"));
    }
}
