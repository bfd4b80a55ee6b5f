package cerb.backup.mysql.dump;

import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.dump.report.PreviousChunk;
import cerb.backup.mysql.load.script.LoadSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** A dump read into memory by several threads, as the product reads it. */
public final class DumpedFiles implements LoadSource {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> tables = new ConcurrentHashMap<>();
    private DumpReport report;

    private DumpedFiles() {
    }

    public static DumpedFiles of(DatabaseAddress address, DumpOptions options) throws Exception {
        return Dump.run(address, options, DumpListener.NONE, dump -> of(dump, options.parallelism()));
    }

    public static DumpedFiles of(RunningDump dump, int parallelism) throws Exception {
        DumpedFiles dumped = new DumpedFiles();
        ExecutorService workers = Executors.newFixedThreadPool(parallelism);
        Semaphore free = new Semaphore(parallelism);
        List<Future<?>> running = new ArrayList<>();
        try {
            for (Iterator<DumpPart> plan = dump.plan(); plan.hasNext();) {
                DumpPart part = plan.next();
                plan.hasNext();
                free.acquire();
                running.add(workers.submit(() -> {
                    try (InputStream in = dump.read(part)) {
                        dumped.files.put(part.path(), in.readAllBytes());
                        if (part.table() != null) {
                            dumped.tables.put(part.path(), part.table());
                        }
                        return null;
                    } finally {
                        free.release();
                    }
                }));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            workers.shutdown();
        }
        dumped.report = dump.finish();
        return dumped;
    }

    public DumpReport report() {
        return report;
    }

    public Map<String, Long> expectedRows() {
        Map<String, Long> rows = new HashMap<>();
        report.tables().forEach(table -> rows.put(table.table(), table.rows()));
        return rows;
    }

    public Map<String, String> checksums() {
        Map<String, String> checksums = new HashMap<>();
        report.tables().stream().filter(table -> table.rows() > 0).forEach(table -> checksums.put(table.table(), table.checksum()));
        return checksums;
    }

    public Map<String, List<PreviousChunk>> chunks() {
        Map<String, List<PreviousChunk>> chunks = new HashMap<>();
        Map<String, Long> rowBytes = new HashMap<>();
        report.tables().forEach(table -> rowBytes.put(table.table(), table.bytes() / Math.max(1, table.rows())));
        tables.forEach((path, table) -> chunks.computeIfAbsent(table, key -> new ArrayList<>())
                .add(new PreviousChunk(path, files.get(path).length, rowBytes.get(table))));
        return chunks;
    }

    public Map<String, byte[]> files() {
        return new TreeMap<>(files);
    }

    public void replace(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public void remove(String path) {
        files.remove(path);
    }

    /** The same, but for one file that is said to be of another size. */
    public LoadSource claiming(String claimed, long bytes) {
        return new LoadSource() {
            @Override
            public String identity() {
                return DumpedFiles.this.identity();
            }

            @Override
            public List<String> paths() {
                return DumpedFiles.this.paths();
            }

            @Override
            public long size(String path) {
                return path.equals(claimed) ? bytes : DumpedFiles.this.size(path);
            }

            @Override
            public InputStream open(String path) {
                return DumpedFiles.this.open(path);
            }
        };
    }

    @Override
    public String identity() {
        return report.schema() + " with " + new TreeMap<>(checksums());
    }

    @Override
    public long size(String path) {
        return files.get(path).length;
    }

    @Override
    public List<String> paths() {
        return new ArrayList<>(new TreeMap<>(files).keySet());
    }

    @Override
    public InputStream open(String path) {
        return new ByteArrayInputStream(files.get(path));
    }
}
