package cerb.backup.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The tasks, and for each ours first and then its peers. */
final class Contest {
    private final Site site;
    private final String ours;
    private final String dump;
    private final String restic;

    Contest(Site site) throws IOException {
        this.site = site;
        var program = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("target/cerb-backup/bin/cerb-backup");
        ours = program + " %s --quiet --config " + site.configuration();
        var account = " -h 127.0.0.1 -P " + site.port() + " -u root ";
        dump = "mariadb-dump --no-defaults" + account + "--single-transaction --quick " + Site.SCHEMA;
        restic = "RESTIC_PASSWORD=bench restic --no-cache -q -r " + site.place("restic") + " ";
    }

    /** Makes the repositories that a first run finds empty. */
    List<Contestant> prepare() {
        return List.of(ours("init", ""), new Contestant("restic init", List.of("restic"), restic + "init", null));
    }

    List<Contestant> dump(String suffix) {
        var mydumper = site.place("mydumper" + suffix);
        var file = site.place("dump" + suffix + ".zst");
        return List.of(ours("backup", "--database"),
                new Contestant("mariadb-dump | zstd", List.of("mariadb-dump", "zstd"), dump + " | zstd -q -f -o " + file, file),
                new Contestant("mydumper", List.of("mydumper"), "mydumper -h 127.0.0.1 -P " + site.port() + " -u root -p '' -t 2 -c -B "
                        + Site.SCHEMA + " -o " + mydumper, mydumper),
                new Contestant("mariadb-dump | restic", List.of("mariadb-dump", "restic"),
                        dump + " | " + restic + "backup --stdin --stdin-filename dump.sql", site.place("restic")));
    }

    List<Contestant> files() {
        return List.of(ours("backup", "--storage"),
                new Contestant("rsync", List.of("rsync"), "rsync -a " + site.storage() + "/ " + site.place("rsync"), site.place("rsync")),
                new Contestant("restic", List.of("restic"), restic + "backup " + site.storage(), site.place("restic")));
    }

    List<Contestant> restoreFiles() {
        return List.of(new Contestant("cerb-backup", List.of(), ours.formatted("restore") + " latest --storage-to " + site.place("restored-ours"), null),
                new Contestant("rsync", List.of("rsync"), "rsync -a " + site.place("rsync") + "/ " + site.place("restored-rsync"), null),
                new Contestant("restic", List.of("restic"), restic + "restore latest --path " + site.storage() + " --target "
                        + site.place("restored-restic"), null));
    }

    List<Contestant> load(String suffix) {
        var account = " -h 127.0.0.1 -P " + site.port() + " -u root ";
        return List.of(new Contestant("cerb-backup", List.of(), ours.formatted("restore") + " latest --overwrite --database-to bench_ours", null),
                new Contestant("zstd | mysql", List.of("mysql", "zstd"), "zstd -q -d -c " + site.place("dump" + suffix + ".zst")
                        + " | mysql --no-defaults" + account + "bench_mysql", null),
                new Contestant("myloader", List.of("myloader"), "myloader" + account + "-p '' -t 2 -o -B bench_myloader -d "
                        + site.place("mydumper" + suffix), null));
    }

    private Contestant ours(String verb, String options) {
        return new Contestant("cerb-backup", List.of(), ours.formatted(verb) + " " + options, site.place("ours"));
    }
}
