package cerb.backup.chunker;

/**
 * A key that is the first values of its row, read byte by byte. Commas within quotes and parentheses belong to a value; within quotes a backslash
 * takes away the meaning of the next byte.
 */
final class LeadingValues implements RowKey {

    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private enum State { LINE_START, VALUES, QUOTED, ESCAPED, DONE, NO_ROW }

    private final int columns;
    private State state = State.LINE_START;
    private int column;
    private int depth;
    private long hash;

    LeadingValues(int columns) {
        this.columns = columns;
    }

    @Override
    public int scan(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && state != State.DONE && state != State.NO_ROW) {
            if (bytes[i] == '\n') {
                return i;
            }
            state = next(bytes[i]);
            i++;
        }
        return i;
    }

    private State next(byte value) {
        if (state == State.LINE_START) {
            return value == '(' ? State.VALUES : State.NO_ROW;
        }
        boolean endsKey = state == State.VALUES && endsValue(value) && ++column == columns;
        if (endsKey || depth < 0) {
            return State.DONE;
        }
        hash = (hash + (value & 0xff) + 1) * PRIME;
        hash ^= hash >>> 32;
        return switch (state) {
            case VALUES -> value == '\'' ? State.QUOTED : State.VALUES;
            case QUOTED -> value == '\'' ? State.VALUES : value == '\\' ? State.ESCAPED : State.QUOTED;
            case ESCAPED -> State.QUOTED;
            case LINE_START, DONE, NO_ROW -> state;
        };
    }

    private boolean endsValue(byte value) {
        depth += value == '(' ? 1 : value == ')' ? -1 : 0;
        return depth == 0 && value == ',';
    }

    @Override
    public boolean isRow() {
        return state != State.LINE_START && state != State.NO_ROW;
    }

    @Override
    public long hash() {
        long mixed = (hash ^ hash >>> 29) * PRIME;
        return mixed ^ mixed >>> 32;
    }

    @Override
    public void reset() {
        state = State.LINE_START;
        column = 0;
        depth = 0;
        hash = 0;
    }
}
