package cerb.backup.component.repository;

/**
 * How many files may be under way at once: half as many whenever the store did not take one at the first attempt, such as with S3's 503 Slow Down, and one more after
 * every {@value #PROOF} in a row that it did. Thread-safe.
 */
final class InFlight {
    private static final int PROOF = 16;

    private final int most;
    private int allowed;
    private int inARow;

    InFlight(int most) {
        this.most = most;
        this.allowed = most;
    }

    synchronized int allowed() {
        return allowed;
    }

    /** A file has been answered: taken at the first attempt, or not. */
    synchronized void answered(boolean atOnce) {
        inARow = atOnce ? inARow + 1 : 0;
        if (!atOnce) {
            allowed = Math.max(1, allowed / 2);
        } else if (inARow % PROOF == 0) {
            allowed = Math.min(most, allowed + 1);
        }
    }
}
