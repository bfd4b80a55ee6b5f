package cerb.backup.operation.mirror;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** The order in which the files of one round of a pass may be offered. Not thread-safe. */
final class Round {
    private final long number;
    private final Instant begun;
    private final Map<Phase, Queue<Handle>> waiting = new EnumMap<>(Phase.class);
    private final Set<Handle> inFlight = new HashSet<>();
    private final boolean completing;
    private boolean failed;

    Round(long number, Instant begun, Collection<Handle> files) {
        this.number = number;
        this.begun = begun;
        for (Phase phase : Phase.values()) {
            waiting.put(phase, new ArrayDeque<>());
        }
        completing = files.stream().anyMatch(file -> file.type() == FileType.SNAPSHOT);
        files.forEach(file -> waiting.get(Phase.of(file.type())).add(file));
    }

    long number() {
        return number;
    }

    Instant begun() {
        return begun;
    }

    /** Whether it brings a snapshot. */
    boolean isCompleting() {
        return completing;
    }

    /** The next file, now in flight; empty while a barrier waits for files in flight, and at the end. */
    Optional<Handle> next() {
        if (failed) {
            return Optional.empty();
        }
        for (Phase phase : Phase.values()) {
            Handle file = waiting.get(phase).poll();
            if (file != null) {
                inFlight.add(file);
                return Optional.of(file);
            }
            if (inFlight.stream().anyMatch(other -> Phase.of(other.type()) == phase)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Takes a file out of flight; false if it is not of this round, or answered already. */
    boolean answered(long round, Handle file) {
        return round == number && inFlight.remove(file);
    }

    /** Nothing more is offered: the round ends when all in flight are answered. */
    void fail() {
        failed = true;
    }

    boolean hasFailed() {
        return failed;
    }

    boolean hasEnded() {
        return inFlight.isEmpty() && (failed || waiting.values().stream().allMatch(Queue::isEmpty));
    }
}
