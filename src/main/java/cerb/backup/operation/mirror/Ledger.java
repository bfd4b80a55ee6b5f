package cerb.backup.operation.mirror;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one sink has confirmed and what it has not, in memory: some 200 bytes a repository file. Until the sink was listed for the first
 * time nothing counts as confirmed. Thread-safe; no method waits.
 */
final class Ledger {
    /** {@code found} by a listing, so that it may have been written at any time before. */
    private record Waiting(long size, Instant since, long order, boolean found) {
        boolean isWrittenAfter(Instant moment) {
            return !found && since.isAfter(moment);
        }
    }

    private final Clock clock;
    private final Map<Handle, Waiting> waiting = new LinkedHashMap<>();
    private final Map<Handle, Long> confirmed = new HashMap<>();
    /** Files at the sink that are not here. */
    private final Map<Handle, Long> foreign = new HashMap<>();
    private boolean listed;
    private long waitingBytes;
    private long order;

    Ledger(Clock clock) {
        this.clock = clock;
    }

    synchronized void written(Handle file, long size) {
        if (Phase.isMirrored(file.type()) && !Long.valueOf(size).equals(confirmed.get(file))) {
            await(file, size, false);
        }
    }

    private void await(Handle file, long size, boolean found) {
        if (waiting.putIfAbsent(file, new Waiting(size, clock.instant(), ++order, found)) == null) {
            waitingBytes += size;
        }
    }

    synchronized void removed(Handle file) {
        forgetWaiting(file);
        Long size = confirmed.remove(file);
        if (size != null) {
            foreign.put(file, size);
        }
    }

    synchronized void confirm(Handle file, long size) {
        forgetWaiting(file);
        confirmed.put(file, size);
    }

    synchronized void removedAtSink(Handle file) {
        foreign.remove(file);
    }

    private void forgetWaiting(Handle file) {
        Waiting gone = waiting.remove(file);
        waitingBytes -= gone == null ? 0 : gone.size;
    }

    /** To be asked before listing, for {@link #listed}. */
    synchronized long mark() {
        return ++order;
    }

    /**
     * Begins anew from listings. The sink's must be older than the local one, and the local one in the order snapshots, indexes, packs;
     * what was written since {@code mark} is known from {@link #written}, and what waited before and is not listed has gone unheard.
     */
    synchronized void listed(long mark, Map<Handle, Long> sink, Map<Handle, Long> local) {
        List<Handle> gone = waiting.keySet().stream().filter(file -> waiting.get(file).order < mark && !local.containsKey(file)).toList();
        gone.forEach(this::forgetWaiting);
        confirmed.clear();
        foreign.clear();
        foreign.putAll(sink);
        local.forEach((file, size) -> {
            if (size.equals(foreign.remove(file))) {
                confirm(file, size);
            } else {
                await(file, size, true);
            }
        });
        // written after the local listing, and at the sink from an earlier pass
        foreign.keySet().removeAll(waiting.keySet());
        listed = true;
    }

    synchronized void distrust() {
        listed = false;
    }

    synchronized boolean isListed() {
        return listed;
    }

    /** Whether something waits that is worth a round: more than packs whose index and snapshot are likely to follow at once. */
    synchronized boolean isRipe(Duration settle) {
        Instant young = clock.instant().minus(settle);
        return waiting.entrySet().stream().anyMatch(entry -> entry.getKey().type() != FileType.DATA || !entry.getValue().since.isAfter(young));
    }

    /** What the sink lacks at this moment. */
    synchronized Collection<Handle> cut() {
        return List.copyOf(waiting.keySet());
    }

    synchronized Optional<Long> size(Handle file) {
        return Optional.ofNullable(waiting.get(file)).map(Waiting::size);
    }

    synchronized boolean isConfirmed(Handle file) {
        return confirmed.containsKey(file);
    }

    synchronized Map<Handle, Long> confirmed() {
        return Map.copyOf(confirmed);
    }

    synchronized List<Handle> foreign() {
        return new ArrayList<>(foreign.keySet());
    }

    /** Whether the sink was listed and has none of some files that are not here. */
    synchronized boolean holdsNoForeign(List<Handle> files) {
        return listed && files.stream().noneMatch(foreign::containsKey);
    }

    synchronized Backlog backlog() {
        // kept in the order they came in, so the first has waited longest
        return new Backlog(waiting.size(), waitingBytes, waiting.values().stream().findFirst().map(Waiting::since));
    }

    /** Whether the sink is known to hold all that was written up to a moment. */
    synchronized boolean holds(Instant moment) {
        return listed && waiting.values().stream().allMatch(file -> file.isWrittenAfter(moment));
    }
}
