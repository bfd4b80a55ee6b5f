package cerb.backup.operation.doctor.machine;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Whether a sink answers. It is only asked for a list, of its keys, which are few. */
public final class SinkExamination implements Examination {
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
            AtomicInteger keys = new AtomicInteger();
            backend.list(FileType.KEY, (handle, bytes) -> keys.incrementAndGet());
            long millis = (System.nanoTime() - begin) / 1_000_000;
            return List.of(Diagnosis.ok(subject(), "it answers in " + millis + " ms and holds " + (keys.get() == 0 ? "no repository yet" : "a repository")));
        }
    }
}
