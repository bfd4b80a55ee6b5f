package cerb.backup.cli.log;

import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.Finding;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what the daemon has done, one line an event: what has changed, and not that it still is so. Failures are logged where they happen, by the routes. Thread-safe.
 */
public final class LoggedEvents implements Observer {
    private static final Logger LOG = LoggerFactory.getLogger("cerb.backup.events");

    private final Set<String> whole = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean shortOfSpace = new AtomicBoolean();

    @Override
    public void runBegan(Set<Part> parts, Instant at) {
        LOG.info("{} begun", parts.contains(Part.DATABASE) ? "recovery point" : "checkpoint");
    }

    @Override
    public void committed(RecoveryPointResult result) {
        String said = result.kind().tag().replace('-', ' ') + ' ' + result.snapshot().shortName() + " written in " + HumanTime.of(result.took()) + ": " + Plurals.words(result.files(), "file") + ", "
                + HumanSize.of(result.bytes()) + ", " + HumanSize.of(result.addedBytes()) + " of it new";
        if (result.incomplete()) {
            LOG.warn("{}; it is incomplete", said);
        } else {
            LOG.info("{}", said);
        }
    }

    @Override
    public void found(Finding finding) {
        switch (finding.severity()) {
            case NOTE -> LOG.info("{}", finding);
            case INCOMPLETE -> LOG.warn("{}", finding);
            case DAMAGE -> LOG.error("{}", finding);
        }
    }

    @Override
    public void spaceBelowFloor(boolean below, long freeBytes, long floorBytes) {
        if (shortOfSpace.getAndSet(below) != below) {
            if (below) {
                LOG.error("nothing new is stored: {} are free, and repository.minimum-free is {}", HumanSize.of(freeBytes), HumanSize.of(floorBytes));
            } else {
                LOG.info("there is space again: {} are free", HumanSize.of(freeBytes));
            }
        }
    }

    @Override
    public void mirrorCaughtUp(String sink, Instant at) {
        if (whole.add(sink)) {
            LOG.info("sink {} holds everything", sink);
        }
    }

    @Override
    public void mirrorFailed(String sink, String reason) {
        whole.remove(sink);
    }
}
