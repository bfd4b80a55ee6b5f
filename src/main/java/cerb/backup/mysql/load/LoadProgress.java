package cerb.backup.mysql.load;

import cerb.backup.mysql.load.LoadListener.Amount;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Adds up what several threads do. */
final class LoadProgress {
    private final Consumer<Amount> listener;
    private final long allParts;
    private final long allBytes;
    private final LongAdder parts = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /** Tells at once that nothing is done yet. */
    LoadProgress(Consumer<Amount> listener, long allParts, long allBytes) {
        this.listener = listener;
        this.allParts = allParts;
        this.allBytes = allBytes;
        tell();
    }

    void bytes(long count) {
        bytes.add(count);
        tell();
    }

    void part() {
        parts.increment();
        tell();
    }

    private void tell() {
        listener.accept(new Amount(parts.sum(), allParts, bytes.sum(), allBytes));
    }
}
