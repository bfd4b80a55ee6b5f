package cerb.backup.cli.sync;

import cerb.backup.operation.mirror.Mirror;
import cerb.backup.operation.mirror.MirrorStatus;
import cerb.backup.operation.observer.Backlog;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what the sinks have confirmed since it began, and shows how far each is. Each new problem of a sink is told once. Thread-safe. */
final class SyncProgress implements Observer {
    private record Sent(long files, long bytes) {
        Sent plus(Sent other) {
            return new Sent(files + other.files, bytes + other.bytes);
        }
    }

    private static final Sent NOTHING = new Sent(0, 0);

    private final Observer display;
    private final Map<String, Sent> sent = new ConcurrentHashMap<>();
    private final Map<String, String> told = new ConcurrentHashMap<>();

    SyncProgress(Observer display) {
        this.display = display;
    }

    @Override
    public void mirrorConfirmed(String sink, long bytes, Duration took) {
        sent.merge(sink, new Sent(1, bytes), Sent::plus);
    }

    long files(String sink) {
        return sent.getOrDefault(sink, NOTHING).files();
    }

    long bytes(String sink) {
        return sent.getOrDefault(sink, NOTHING).bytes();
    }

    /** Shows how far each sink is: of what it has confirmed and what it has not. */
    void show(List<Mirror> mirrors) {
        for (Mirror mirror : mirrors) {
            MirrorStatus status = mirror.status();
            Backlog left = status.backlog();
            Sent done = sent.getOrDefault(status.sink(), NOTHING);
            display.mirrorProgress(status.sink(), status.backlog().listed()
                    ? new Progress(done.files(), done.files() + left.files(), done.bytes(), done.bytes() + left.bytes())
                    : Progress.open(done.files(), done.bytes()));
            status.problem().filter(problem -> !problem.equals(told.put(status.sink(), problem)))
                    .ifPresent(problem -> display.found(Finding.note("sink " + status.sink(), problem + "; it is tried again")));
        }
    }
}
