package cerb.backup.operation;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.operation.mirror.Mirror;
import cerb.backup.operation.mirror.SinkLock;
import cerb.backup.operation.report.OperationException;
import java.util.List;
import java.util.function.Supplier;

/**
 * The lock at a sink, which a pass begins with: given only after a demand was met, and only where the sink is a place of its own. Whatever names two places have, a link, a mount
 * or a server on this very machine, a lock that is written at the one and is then at the other shows that they are one: no second copy, and where packs that sinks hold are
 * dropped here, not even a first.
 */
final class DistinctLock implements SinkLock {
    private static final String REMEDY = "Name a place of its own for it, on another machine or at least another disk, with the settings sink.<name>.*.";

    private final SinkLock lock;
    private final Runnable demand;
    private final String location;
    private final Backend local;
    private final Supplier<List<Mirror>> others;
    private boolean areOthers;

    /**
     * Not given yet.
     *
     * @param local  the repository here
     * @param others mirrors whose sinks must be others, asked until they have answered once
     */
    DistinctLock(SinkLock lock, Runnable demand, String location, Backend local, Supplier<List<Mirror>> others) {
        this.lock = lock;
        this.demand = demand;
        this.location = location;
        this.local = local;
        this.others = others;
    }

    @Override
    public synchronized Held acquire() {
        demand.run();
        Held held = lock.acquire();
        try {
            if (held.isAt(local)) {
                throw new OperationException("nothing is sent to " + location + ": it is the directory of the repository itself, and no second copy", REMEDY);
            }
            demandOthers(held);
            return held;
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
    }

    private void demandOthers(Held held) {
        if (areOthers) {
            return;
        }
        boolean haveAnswered = true;
        for (Mirror other : others.get()) {
            try {
                if (held.isAt(other.farSide())) {
                    throw new OperationException("nothing is sent to " + location + ": it is the place of sink " + other.sink() + ", and no further copy", REMEDY);
                }
            } catch (BackendException e) {
                haveAnswered = false;
            }
        }
        areOthers = haveAnswered;
    }

    @Override
    public void close() {
        lock.close();
    }
}
