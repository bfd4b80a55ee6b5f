package cerb.backup.operation.doctor.machine;

import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import cerb.backup.operation.doctor.estimate.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The disk of a sink on this machine: another than what it must outlive, with room for what is to come. */
public final class SinkDiskExamination implements Examination {
    private final String sink;
    private final Path directory;
    private final List<Path> outlived;
    private final Optional<Estimate> estimate;

    /**
     * Looks at the disk of a sink's directory.
     *
     * @param outlived directories of the repository and of the live data
     * @param estimate what will be needed; empty if it is not known
     */
    public SinkDiskExamination(String sink, Path directory, List<Path> outlived, Optional<Estimate> estimate) {
        this.sink = sink;
        this.directory = directory;
        this.outlived = List.copyOf(outlived);
        this.estimate = estimate;
    }

    @Override
    public String subject() {
        return "sink " + sink;
    }

    @Override
    public List<Diagnosis> examine() throws IOException {
        List<Diagnosis> found = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return found; // that it is missing is said where the sink is asked
        }
        RepositoryDisk disk = new RepositoryDisk(directory, directory);
        for (Path other : outlived) {
            if (Files.exists(other)) {
                disk.sharedWith(other, subject(), "What breaks or fills that disk takes both.",
                        "Mount another disk, and name a directory on it with sink." + sink + ".directory; beside it, a copy off-site survives the loss of the machine.").ifPresent(found::add);
            }
        }
        long usable = Files.getFileStore(directory).getUsableSpace();
        estimate.ifPresent(needed -> found.add(disk.room(subject(), usable, RepositoryDisk.gib(usable) + " can be used of its disk", needed,
                "The sink will fall behind.", "Use a larger disk for sink." + sink + ".directory, or keep less (retention.keep-*).")));
        return found;
    }
}
