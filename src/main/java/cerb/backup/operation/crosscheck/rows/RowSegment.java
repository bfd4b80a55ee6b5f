package cerb.backup.operation.crosscheck.rows;

import cerb.backup.backend.Digests;
import cerb.backup.cerb.StorageKey;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.IntStream;

/** The rows of one part of a table, in arrays, in the order of their ids once it is sealed. Ids and sizes are unsigned. Filled by one thread, then read by one. */
final class RowSegment {
    private static final int SHA1 = Digests.SHA1_BYTES;
    /** In the place of a key's two directories: the key is the id alone, is empty, or is kept aside. */
    private static final char DECIMAL = 0xfffd;
    private static final char EMPTY = 0xfffe;
    private static final char OTHER = 0xffff;
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuv";

    private final StorageEngines engines;
    private final Map<Integer, String> otherKeys = new HashMap<>();
    private final Map<String, Integer> byOtherKey = new HashMap<>();
    private final BitSet found = new BitSet();
    private int[] ids = new int[256];
    private int[] sizes = new int[256];
    private char[] numbers = new char[256];
    private char[] places = new char[256];
    private byte[] hashes;
    private int count;

    RowSegment(StorageEngines engines, boolean hasSha1) {
        this.engines = engines;
        this.hashes = hasSha1 ? new byte[256 * SHA1] : null;
    }

    void add(ObjectRow row) {
        if (count == ids.length) {
            resize(count * 2);
        }
        ids[count] = (int) row.id();
        sizes[count] = (int) row.size();
        numbers[count] = engines.number(row.engine(), row.profile());
        places[count] = place(row);
        if (hashes != null && !row.sha1().isEmpty()) {
            System.arraycopy(HexFormat.of().parseHex(row.sha1()), 0, hashes, count * SHA1, SHA1);
        }
        count++;
    }

    private char place(ObjectRow row) {
        if (row.key().isEmpty()) {
            return EMPTY;
        }
        String id = Long.toString(row.id());
        if (row.key().equals(id)) {
            return DECIMAL;
        }
        if (StorageKey.isKey(row.key()) && row.key().endsWith('/' + id) && row.key().length() == id.length() + 4) {
            return (char) (DIGITS.indexOf(row.key().charAt(0)) * 32 + DIGITS.indexOf(row.key().charAt(2)));
        }
        otherKeys.put((int) row.id(), row.key());
        byOtherKey.put(row.key(), (int) row.id());
        return OTHER;
    }

    private void resize(int capacity) {
        ids = Arrays.copyOf(ids, capacity);
        sizes = Arrays.copyOf(sizes, capacity);
        numbers = Arrays.copyOf(numbers, capacity);
        places = Arrays.copyOf(places, capacity);
        hashes = hashes == null ? null : Arrays.copyOf(hashes, capacity * SHA1);
    }

    /** No more rows come. They are in the order of their ids but where the table has no primary key. */
    void seal() {
        resize(Math.max(1, count));
        for (int i = 1; i < count; i++) {
            if (Integer.compareUnsigned(ids[i - 1], ids[i]) > 0) {
                sort();
                return;
            }
        }
    }

    private void sort() {
        ObjectRow[] rows = IntStream.range(0, count).mapToObj(this::row).sorted(Comparator.comparingLong(ObjectRow::id)).toArray(ObjectRow[]::new);
        count = 0;
        if (hashes != null) {
            Arrays.fill(hashes, (byte) 0);
        }
        for (ObjectRow row : rows) {
            add(row);
        }
    }

    int count() {
        return count;
    }

    /** The place of a row, or a negative number. */
    int find(long id) {
        if (count == 0 || Integer.compareUnsigned((int) id, ids[0]) < 0 || Integer.compareUnsigned((int) id, ids[count - 1]) > 0) {
            return -1;
        }
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(ids[middle], (int) id);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return -1;
    }

    /** The place of the row that has a key unlike those that Cerb makes of ids, or a negative number. */
    int findByOtherKey(String key) {
        Integer id = byOtherKey.get(key);
        return id == null ? -1 : find(Integer.toUnsignedLong(id));
    }

    ObjectRow row(int at) {
        StorageEngines.StorageEngine engine = engines.of(numbers[at]);
        String sha1 = hashes == null || isZero(at) ? "" : HexFormat.of().formatHex(hashes, at * SHA1, (at + 1) * SHA1);
        return new ObjectRow(Integer.toUnsignedLong(ids[at]), engine.extension(), engine.profile(), key(at), Integer.toUnsignedLong(sizes[at]), sha1);
    }

    private boolean isZero(int at) {
        for (int i = at * SHA1; i < (at + 1) * SHA1; i++) {
            if (hashes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private String key(int at) {
        String id = Integer.toUnsignedString(ids[at]);
        return switch (places[at]) {
            case EMPTY -> "";
            case DECIMAL -> id;
            case OTHER -> otherKeys.get(ids[at]);
            default -> DIGITS.charAt(places[at] / 32) + "/" + DIGITS.charAt(places[at] % 32) + "/" + id;
        };
    }

    void markFound(int at) {
        found.set(at);
    }

    boolean isFound(int at) {
        return found.get(at);
    }
}
