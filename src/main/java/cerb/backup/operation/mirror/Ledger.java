package cerb.backup.operation.mirror;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.operation.observer.Backlog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one sink has confirmed and what it has not, in memory: some 200 bytes a repository file. Until the sink was listed for the first
 * time nothing counts as confirmed. Thread-safe; no method waits.
 */
final class Ledger {
    /** {@code found} by a listing, so that it may have been written at any time before. */
    private record Waiting(long size, Instant since, long order, boolean found) {
        /** False where nobody can say: what was written later than {@code now} was so by a clock that has been set back since. */
        boolean isWrittenAfter(Instant moment, Instant now) {
            return !found && since.isAfter(moment) && !since.isAfter(now);
        }
    }

    /** {@code proven} if the sink has said more of it than its size in a listing. */
    private record Confirmed(long size, long order, boolean proven) { }

    /** What is set aside until then is not tried before {@link #takeUpAgain}. */
    static final Instant NEXT_LISTING = Instant.MAX;

    private final Clock clock;
    private final Map<Handle, Waiting> waiting = new LinkedHashMap<>();
    private final Map<Handle, Confirmed> confirmed = new HashMap<>();
    private final Suspects suspects = new Suspects();
    /** Files at the sink that are not here. */
    private final Map<Handle, Long> foreign = new HashMap<>();
    /** Some of those that wait, which cannot be sent because they are damaged here or cannot be read, each with the moment from which it is tried again. */
    private final Map<Handle, Instant> setAside = new HashMap<>();
    /** Those of them that were set aside at any time, and neither changed nor sent since. */
    private final Set<Handle> unsent = new HashSet<>();
    private boolean listed;
    /** What was confirmed up to this order is settled. */
    private long settled;
    private boolean open;
    private long waitingBytes;
    private long order;

    Ledger(Clock clock) {
        this.clock = clock;
    }

    synchronized void written(Handle file, long size) {
        if (Phase.isMirrored(file.type()) && !isConfirmed(file, size)) {
            setAside.remove(file);
            unsent.remove(file);
            await(file, size, false);
        }
    }

    private boolean isConfirmed(Handle file, long size) {
        Confirmed known = confirmed.get(file);
        return known != null && known.size == size;
    }

    private void await(Handle file, long size, boolean found) {
        Waiting known = waiting.get(file);
        if (known == null) {
            waiting.put(file, new Waiting(size, clock.instant(), ++order, found));
            waitingBytes += size;
        } else if (known.size != size) {
            // a damaged file that was put right
            waiting.put(file, new Waiting(size, known.since, known.order, known.found));
            waitingBytes += size - known.size;
        }
    }

    synchronized void removed(Handle file) {
        forgetWaiting(file);
        suspects.clear(file);
        Confirmed known = confirmed.remove(file);
        if (known != null) {
            foreign.put(file, known.size);
        }
    }

    /** The sink has answered to a put of the file. */
    synchronized void confirm(Handle file, long size) {
        suspects.clear(file);
        confirm(file, new Confirmed(size, ++order, true));
    }

    private void confirm(Handle file, Confirmed known) {
        forgetWaiting(file);
        confirmed.put(file, known);
        open |= known.order > settled && (file.type() == FileType.DATA || file.type() == FileType.INDEX);
    }

    /** A put of the file has begun and failed: it is to be sent again. */
    synchronized void suspect(Handle file) {
        if (suspects.putFailed(file)) {
            distrust();
        }
        sendAgain(file);
    }

    /** The sink has said that it holds other bytes under the file's name: it is to be sent again. */
    synchronized void wrong(Handle file) {
        suspects.wrong(file);
        sendAgain(file);
    }

    private void sendAgain(Handle file) {
        Confirmed known = confirmed.remove(file);
        if (known != null) {
            await(file, known.size, true);
        }
    }

    /** Those suspects that a listing of the sink has with the size of here. */
    synchronized List<Handle> suspects(Map<Handle, Long> there) {
        return suspects.all().stream().filter(file -> waiting.containsKey(file) && there.getOrDefault(file, -1L) == waiting.get(file).size).toList();
    }

    /** The sink has said of a suspect that its bytes are right: it counts from the next listing on. */
    synchronized void clear(Handle suspect) {
        suspects.clear(suspect);
    }

    /** The sink cannot say more of a suspect than that its size is right. */
    synchronized void onlyListed(Handle suspect) {
        suspects.onlyListed(suspect);
    }

    /** A file that waits cannot be sent: it goes on waiting, and keeps no other back until a moment, from which it is sent as others are. */
    synchronized void setAside(Handle file, Instant until) {
        if (waiting.containsKey(file)) {
            setAside.put(file, until);
            unsent.add(file);
        }
    }

    synchronized Set<Handle> setAside() {
        return Set.copyOf(setAside.keySet());
    }

    /** Whether nothing waits but files that are damaged here. */
    synchronized boolean lacksDamagedOnly() {
        return !waiting.isEmpty() && waiting.keySet().stream().allMatch(file -> NEXT_LISTING.equals(setAside.get(file)));
    }

    private boolean isSetAside(Handle file) {
        Instant until = setAside.get(file);
        return until != null && clock.instant().isBefore(until);
    }

    /** What was set aside is tried again. */
    synchronized void takeUpAgain() {
        setAside.clear();
    }

    /** The sink has said of a file that it confirmed that its bytes are right, or cannot say more of any. */
    synchronized void prove(Handle file) {
        confirmed.computeIfPresent(file, (name, known) -> new Confirmed(known.size, known.order, true));
    }

    synchronized void removedAtSink(Handle file) {
        foreign.remove(file);
    }

    /** Where nothing is ever removed at the sink, nobody asks for what is there and not here, and it grows for years. */
    synchronized void forgetForeign() {
        foreign.clear();
    }

    private void forgetWaiting(Handle file) {
        setAside.remove(file);
        unsent.remove(file);
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
        Map<Handle, Confirmed> before = Map.copyOf(confirmed);
        confirmed.clear();
        foreign.clear();
        foreign.putAll(sink);
        suspects.clearIf(file -> !local.containsKey(file) && !waiting.containsKey(file));
        local.forEach((file, size) -> {
            if (size.equals(foreign.remove(file)) && !suspects.contains(file)) {
                Confirmed known = before.get(file);
                confirm(file, known != null && known.size == size ? known : new Confirmed(size, ++order, false));
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
        Instant now = clock.instant();
        Instant young = now.minus(settle);
        return waiting.entrySet().stream().filter(entry -> !isSetAside(entry.getKey()))
                .anyMatch(entry -> entry.getKey().type() != FileType.DATA || !entry.getValue().isWrittenAfter(young, now));
    }

    /** What the sink lacks at this moment and can be sent. */
    synchronized Collection<Handle> cut() {
        setAside.keySet().removeIf(file -> !isSetAside(file));
        return waiting.keySet().stream().filter(file -> !setAside.containsKey(file)).toList();
    }

    synchronized Optional<Long> size(Handle file) {
        return Optional.ofNullable(waiting.get(file)).map(Waiting::size);
    }

    synchronized boolean isConfirmed(Handle file) {
        return confirmed.containsKey(file);
    }

    /**
     * While the sink is locked and no run is under way here: snapshots there need all that has been confirmed, unless something still waits.
     *
     * @return whether something is settled now that was not
     */
    synchronized boolean settle() {
        if (!open || waiting.size() > setAside.size()) {
            return false;
        }
        settled = order;
        open = false;
        return true;
    }

    /** Whether packs or indexes are confirmed that perhaps no snapshot at the sink needs yet: whoever prunes there removes them. */
    synchronized boolean isOpen() {
        return open;
    }

    /** Whether the sink has confirmed a file, and with it all that was stored together with it. */
    synchronized boolean isSettled(Handle file) {
        Confirmed known = confirmed.get(file);
        return known != null && known.order <= settled;
    }

    /** Whether the sink has confirmed a file by more than a listing. */
    synchronized boolean isProven(Handle file) {
        Confirmed known = confirmed.get(file);
        return known != null && known.proven;
    }

    /** All that the sink has confirmed, with their sizes. */
    synchronized Map<Handle, Long> confirmed() {
        Map<Handle, Long> sizes = new HashMap<>();
        confirmed.forEach((file, known) -> sizes.put(file, known.size));
        return sizes;
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
        return new Backlog(waiting.size(), waitingBytes, waiting.values().stream().findFirst().map(Waiting::since),
                unsent.stream().map(file -> waiting.get(file).since).min(Comparator.naturalOrder()), listed);
    }

    /** Whether the sink is known to hold all that was written up to a moment. */
    synchronized boolean holds(Instant moment) {
        Instant now = clock.instant();
        return listed && waiting.values().stream().allMatch(file -> file.isWrittenAfter(moment, now));
    }
}
