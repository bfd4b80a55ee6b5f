package cerb.backup.mysql.dump;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.chunk.Borders;
import cerb.backup.mysql.chunk.ChunkSize;
import cerb.backup.mysql.chunk.OldChunk;
import cerb.backup.mysql.chunk.Range;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.dump.report.PreviousChunk;
import cerb.backup.mysql.lock.PointInTime;
import cerb.backup.mysql.lock.ReaderWatch;
import cerb.backup.mysql.rows.PartTally;
import cerb.backup.mysql.rows.RangeReader;
import cerb.backup.mysql.rows.SequelQueue;
import cerb.backup.mysql.rows.SequelReader;
import cerb.backup.mysql.rows.SequelTable;
import cerb.backup.mysql.rows.SessionPool;
import cerb.backup.mysql.rows.TableTally;
import cerb.backup.mysql.schema.Table;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The parts in the order in which they should be read. A table is cut when its turn comes. Never waits for a part to be read, since its reader may look one
 * part ahead; a sequel whose predecessor is still being read is put off as long as there is anything else. One thread at a time.
 */
final class DumpPlan implements Iterator<PlannedPart> {
    private final String directory;
    private final DumpOptions options;
    private final DumpListener listener;
    private final Session planner;
    private final SessionPool pool;
    private final Deque<TableTally> tables;
    private final List<SequelQueue> sequels;
    private final ReaderWatch watch;
    private int nextQueue;
    private final Deque<PlannedPart> ready = new ArrayDeque<>();
    private final Deque<PlannedPart> last = new ArrayDeque<>();
    private PlannedPart reserved;

    /** {@code watch} is used where there are no {@code sequels}, and one session reads what they would have read. */
    DumpPlan(String schema, DumpOptions options, DumpListener listener, Session planner, SessionPool pool, List<SequelQueue> sequels, ReaderWatch watch, List<TableTally> tables) {
        this.directory = Identifier.fileName(schema);
        this.options = options;
        this.listener = listener;
        this.planner = planner;
        this.pool = pool;
        this.tables = new ArrayDeque<>(tables);
        this.sequels = List.copyOf(sequels);
        this.watch = watch;
    }

    /** Fails those who wait for their turn. Thread-safe. */
    void abandon() {
        sequels.forEach(SequelQueue::abandon);
        watch.close();
    }

    /** True for a table that is read as one result in several parts. */
    static boolean needsSequels(Table table) {
        return table.dataBytes() > 2 * ChunkSize.TARGET && !isCuttable(table);
    }

    private static boolean isCuttable(Table table) {
        return table.uniqueKey() != null && table.uniqueKey().isRangeable();
    }

    void first(String file, Supplier<byte[]> text) {
        ready.add(script(directory + "/" + file, text));
    }

    void last(String file, Supplier<byte[]> text) {
        last.add(script(directory + "/" + file, text));
    }

    /** The last of all, beside the schema's directory: it is not about its contents. */
    void beside(String file, Supplier<byte[]> text) {
        last.add(script(file, text));
    }

    private PlannedPart script(String path, Supplier<byte[]> text) {
        DumpPart part = new DumpPart(path, null, 0, 64 << 10);
        return new PlannedPart(part, () -> {
            byte[] bytes = text.get();
            listener.partRead(part, 0, bytes.length);
            return new ByteArrayInputStream(bytes);
        });
    }

    @Override
    public boolean hasNext() {
        if (reserved == null) {
            reserved = choose();
        }
        return reserved != null;
    }

    @Override
    public PlannedPart next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        PlannedPart next = reserved;
        reserved = null;
        return next;
    }

    private PlannedPart choose() {
        while (true) {
            Optional<SequelTable> idle = sequels.stream().flatMap(queue -> queue.nextIfIdle().stream()).findFirst();
            if (idle.isPresent()) {
                return sequel(idle.get());
            }
            if (!ready.isEmpty()) {
                return ready.remove();
            }
            if (tables.isEmpty()) {
                return sequels.stream().flatMap(queue -> queue.next().stream()).findFirst().map(this::sequel).orElseGet(last::poll);
            }
            cut(tables.remove());
        }
    }

    private void cut(TableTally tally) {
        Table table = tally.table();
        if (!sequels.isEmpty() && needsSequels(table)) {
            sequels.get(nextQueue++ % sequels.size()).add(tally);
            return;
        }
        ReaderWatch watched = needsSequels(table) && table.isTransactional() ? watch : null;
        for (Range range : ranges(table)) {
            DumpPart part = part(tally, range.suffix(), range.expectedBytes());
            ready.add(new PlannedPart(part, new RangeReader(part.path(), tally, range, pool, watched, tell(part), () -> listener.rows(part, table))::open));
        }
        tally.lastHandedOut();
    }

    private List<Range> ranges(Table table) {
        if (!isCuttable(table)) {
            return List.of(Range.all(table.dataBytes()));
        }
        List<Range> ranges = new Borders(planner, table).ranges(previous(table.name()));
        PointInTime.letGoOfTables(planner);
        return ranges;
    }

    private List<OldChunk> previous(String table) {
        List<OldChunk> chunks = new ArrayList<>();
        String first = Identifier.fileName(table);
        for (PreviousChunk chunk : options.previousChunks().getOrDefault(table, List.of())) {
            String name = chunk.path().substring(chunk.path().lastIndexOf('/') + 1);
            if (name.startsWith(first + ".") && name.endsWith(".sql")) {
                String border = name.equals(first + ".sql") ? "" : name.substring(first.length() + 1, name.length() - ".sql".length());
                chunks.add(new OldChunk(border, chunk.bytes(), chunk.rowBytes()));
            }
        }
        return chunks;
    }

    private PlannedPart sequel(SequelTable table) {
        int number = table.handOut();
        DumpPart part = part(table.tally(), number == 1 ? "" : ".%010d".formatted(number), ChunkSize.TARGET);
        return new PlannedPart(part, SequelReader.next(part.path(), table, number, tell(part), () -> listener.rows(part, table.tally().table()))::open);
    }

    private Consumer<PartTally> tell(DumpPart part) {
        return read -> listener.partRead(part, read.rows(), read.bytes());
    }

    private DumpPart part(TableTally tally, String suffix, long expectedBytes) {
        Table table = tally.table();
        String path = directory + "/data/" + Identifier.fileName(table.name()) + suffix + ".sql";
        tally.handOut(path);
        return new DumpPart(path, table.name(), table.key().map(key -> key.columns().size()).orElse(0), expectedBytes);
    }
}
