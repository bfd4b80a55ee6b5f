package cerb.backup.mysql.hotcopy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DefinitionChangedException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.DumpListener;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.DumpedFiles;
import cerb.backup.mysql.dump.TableSelection;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.hotcopy.restore.HotRestore;
import cerb.backup.mysql.load.LoadReport;
import cerb.backup.mysql.load.script.LoadOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A schema on a test server together with that server's data directory, copied and restored. */
final class HotScene implements AutoCloseable {
    /** Nobody waits for the locks: a disk that is busy with other tests makes no difference. */
    static final Duration LONGEST = Duration.ofMinutes(1);

    private final TestSchema original;
    private final Path staging;
    private HotCopyOptions options;
    private DumpOptions selection = DumpOptions.defaults();

    HotScene(Flavour flavour, Path staging) throws Exception {
        this.original = TestSchema.on(flavour);
        this.staging = staging;
        this.options = new HotCopyOptions(LONGEST, true, original.dataDirectory(), staging);
    }

    TestSchema original() {
        return original;
    }

    Path staging() {
        return staging;
    }

    DatabaseAddress address() {
        return original.address();
    }

    HotCopyOptions options() {
        return options;
    }

    DumpOptions selection() {
        return selection;
    }

    HotScene with(Duration maxLock, boolean indices) {
        options = new HotCopyOptions(maxLock, indices, options.dataDirectory(), staging);
        return this;
    }

    HotScene withDataDirectory(Path directory) {
        options = new HotCopyOptions(options.maxLock(), options.indices(), directory, staging);
        return this;
    }

    HotScene without(String tables) {
        selection = selection.withSelection(new TableSelection(TableSelection.ALL.include(), Pattern.compile(tables), Set.of()));
        return this;
    }

    DumpedFiles copy() throws Exception {
        return copy(address(), selection);
    }

    /** Begins again after a change of a definition, as the product does: MariaDB 10.11 now and then tells of one where there was none. */
    DumpedFiles copy(DatabaseAddress address, DumpOptions selected) throws Exception {
        for (int attempt = 0;; attempt++) {
            try (HotCopy copy = HotCopy.open(address, selected, options, DumpListener.NONE)) {
                return DumpedFiles.of(copy, 2);
            } catch (DefinitionChangedException e) {
                if (attempt >= selected.retries()) {
                    throw e;
                }
            }
        }
    }

    DumpedFiles copy(DumpListener listener) throws Exception {
        try (HotCopy copy = HotCopy.open(address(), selection, options, listener)) {
            return DumpedFiles.of(copy, 2);
        }
    }

    LoadReport restore(DumpedFiles copied, TestSchema target, String... tables) throws SQLException {
        DumpReport report = copied.report();
        Path directory = target.port() == original.port() ? options.dataDirectory() : target.dataDirectory();
        return HotRestore.into(target.address(), new LoadOptions(2, false, Set.of(tables), copied.expectedRows()).withChecksums(Map.of(), report.server().flavour().name()).ofVersion(report.server().version()), directory)
                .run(copied, report.files(), report.server().flavour(), report.server().version());
    }

    @Override
    public void close() throws Exception {
        original.close();
    }
}
