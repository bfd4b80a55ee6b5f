package cerb.backup.observe;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The sinks that were heard of, each with its numbers. Thread-safe. */
final class KnownSinks {
    private final Map<String, SinkLedger> sinks = new TreeMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /** All of them, by name. */
    synchronized Map<String, SinkLedger> all() {
        return new TreeMap<>(sinks);
    }

    /** The numbers of one; of one that was not heard of, those of a new one. */
    synchronized SinkLedger of(String name) {
        return sinks.getOrDefault(name, SinkLedger.NEW);
    }

    /** Calls back for every sink, those known already and those to come. */
    void onEach(Consumer<String> listener) {
        Set<String> known;
        synchronized (this) {
            listeners.add(listener);
            known = Set.copyOf(sinks.keySet());
        }
        known.forEach(listener);
    }

    /** Something was heard of a sink. */
    void change(String name, UnaryOperator<SinkLedger> step) {
        boolean first;
        synchronized (this) {
            first = !sinks.containsKey(name);
            sinks.put(name, step.apply(of(name)));
        }
        if (first) {
            // not under the lock: whoever listens may ask
            listeners.forEach(listener -> listener.accept(name));
        }
    }
}
