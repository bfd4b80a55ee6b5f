package cerb.backup.operation.doctor.machine;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Whether a sink answers, and whether what is kept there grows without a bound. It is only asked for lists, of its keys and of its snapshots. */
public final class SinkExamination implements Examination {
    /** A dozen times what retention.most-snapshots keeps here by itself: from there on a restore waits for minutes until all are read. */
    static final int MANY = 5000;

    private final String sink;
    private final Opening opening;

    /** Opens what the sink holds, reached through its route. */
    public interface Opening {
        /** The caller closes it. */
        Backend open();
    }

    /** Nothing is opened yet. */
    public SinkExamination(String sink, Opening opening) {
        this.sink = sink;
        this.opening = opening;
    }

    @Override
    public String subject() {
        return "sink " + sink;
    }

    @Override
    public List<Diagnosis> examine() {
        try (Backend backend = opening.open()) {
            long begin = System.nanoTime();
            int keys = count(backend, FileType.KEY);
            long millis = (System.nanoTime() - begin) / 1_000_000;
            Diagnosis answer = Diagnosis.ok(subject(), "it answers in " + millis + " ms and holds " + (keys == 0 ? "no repository yet" : "a repository"));
            int snapshots = keys == 0 ? 0 : count(backend, FileType.SNAPSHOT);
            return snapshots < MANY ? List.of(answer) : List.of(answer, grown(snapshots));
        }
    }

    private Diagnosis grown(int snapshots) {
        return Diagnosis.warning(subject(), "it holds " + Plurals.words(snapshots, "snapshot") + "; with sink." + sink + ".delete=false none ever goes",
                "A restore from there reads all of them first, each listing takes memory, and their data costs room.",
                "Let restic forget old ones there: restic forget --keep-within 1y --prune, from another machine, with credentials that may delete. What is still here is sent again.");
    }

    private static int count(Backend backend, FileType type) {
        AtomicInteger files = new AtomicInteger();
        backend.list(type, (handle, bytes) -> files.incrementAndGet());
        return files.get();
    }
}
