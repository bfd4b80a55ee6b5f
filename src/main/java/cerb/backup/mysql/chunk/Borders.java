package cerb.backup.mysql.chunk;

import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts one table into ranges. One thread at a time. */
public final class Borders {
    private static final long LEAST_ROW = 16;

    private final Table table;
    private final BorderFinder finder;

    /** The session is asked about the table, and about the order of its keys. */
    public Borders(Session session, Table table) {
        this.table = table;
        this.finder = new BorderFinder(session, table);
    }

    /**
     * The ranges in the order of the key, the first and the last without an end.
     *
     * @param previous the chunks of the previous dump; empty for none
     */
    public List<Range> ranges(List<OldChunk> previous) {
        List<OldRange> old = inherited(previous);
        long oldBytes = old.stream().mapToLong(OldRange::bytes).sum();
        if (oldBytes >= ChunkSize.LEAST) {
            // not the server's statistics: they may be of a time when the table was empty, and would cut it into crumbs
            return fromOld(join(old), Math.max(LEAST_ROW, previous.get(0).rowBytes()));
        }
        long rowBytes = Math.max(LEAST_ROW, table.dataBytes() / Math.max(1, table.rows()));
        return table.dataBytes() < ChunkSize.TARGET ? List.of(Range.all(table.dataBytes())) : grow(new ArrayList<>(), null, rowBytes, ChunkSize.TARGET);
    }

    /** In the order of the key; nothing if the key is another now, or if the first chunk is missing. */
    private List<OldRange> inherited(List<OldChunk> previous) {
        long first = 0;
        List<OldRange> bounded = new ArrayList<>();
        for (OldChunk chunk : previous) {
            if (chunk.border().isEmpty()) {
                first += chunk.bytes();
                continue;
            }
            Optional<KeyValue> key = KeyValue.parse(table.uniqueKey(), chunk.border());
            if (key.isEmpty()) {
                return List.of();
            }
            bounded.add(new OldRange(key.get(), chunk.bytes()));
        }
        List<OldRange> sorted = new ArrayList<>(List.of(new OldRange(null, first)));
        finder.order(bounded.stream().map(OldRange::from).toList()).forEach(i -> sorted.add(bounded.get(i)));
        return sorted;
    }

    private static List<OldRange> join(List<OldRange> old) {
        List<OldRange> joined = new ArrayList<>();
        for (OldRange range : old) {
            OldRange last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.bytes < ChunkSize.LEAST && range.bytes < ChunkSize.LEAST) {
                joined.set(joined.size() - 1, new OldRange(last.from, last.bytes + range.bytes));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }

    private List<Range> fromOld(List<OldRange> old, long rowBytes) {
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < old.size() - 1; i++) {
            split(ranges, new Range(old.get(i).from, old.get(i + 1).from, old.get(i).bytes), rowBytes);
        }
        return grow(ranges, old.get(old.size() - 1).from, rowBytes, ChunkSize.MOST);
    }

    /** Splits a range that became too long into even pieces. */
    private void split(List<Range> ranges, Range range, long rowBytes) {
        Range rest = range;
        if (range.expectedBytes() > ChunkSize.MOST) {
            long pieces = (range.expectedBytes() + ChunkSize.TARGET - 1) / ChunkSize.TARGET;
            long piece = range.expectedBytes() / pieces;
            for (long i = 1; i < pieces; i++) {
                Optional<KeyValue> border = finder.after(rest, Math.max(1, piece / rowBytes));
                if (border.isEmpty()) {
                    break;
                }
                ranges.add(new Range(rest.from(), border.get(), piece));
                rest = new Range(border.get(), range.to(), rest.expectedBytes() - piece);
            }
        }
        ranges.add(rest);
    }

    /** Adds the ranges from a border up to the table's end, as long as more than {@code most} bytes are left. */
    private List<Range> grow(List<Range> ranges, KeyValue from, long rowBytes, long most) {
        Range rest = new Range(from, null, most);
        while (most == ChunkSize.TARGET || finder.after(rest, Math.max(1, most / rowBytes)).isPresent()) {
            Optional<KeyValue> border = finder.after(rest, Math.max(1, ChunkSize.TARGET / rowBytes));
            if (border.isEmpty()) {
                break;
            }
            ranges.add(new Range(rest.from(), border.get(), ChunkSize.TARGET));
            rest = new Range(border.get(), null, most);
        }
        ranges.add(rest);
        return ranges;
    }

    private record OldRange(KeyValue from, long bytes) {
    }
}
