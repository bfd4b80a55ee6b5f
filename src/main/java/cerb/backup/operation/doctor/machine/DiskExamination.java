package cerb.backup.operation.doctor.machine;

import cerb.backup.configuration.FreeSpace;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import cerb.backup.operation.doctor.estimate.Estimate;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The repository's disk: another than what it must outlive, with room for what is to come. */
public final class DiskExamination implements Examination {
    private final Path repository;
    private final FreeSpace minimumFree;
    private final List<Path> live;
    private final Optional<Estimate> estimate;
    private final boolean hasSink;

    /**
     * Looks at the disk of the repository, which need not be there yet.
     *
     * @param live     directories of the live data on this machine
     * @param estimate what will be needed; empty if it is not known
     * @param hasSink  whether there is an off-site copy
     */
    public DiskExamination(Path repository, FreeSpace minimumFree, List<Path> live, Optional<Estimate> estimate, boolean hasSink) {
        this.repository = repository.toAbsolutePath().normalize();
        this.minimumFree = minimumFree;
        this.live = List.copyOf(live);
        this.estimate = estimate;
        this.hasSink = hasSink;
    }

    @Override
    public String subject() {
        return "repository";
    }

    @Override
    public List<Diagnosis> examine() throws IOException {
        Path place = repository;
        while (!Files.exists(place)) {
            place = place.getParent();
        }
        List<Diagnosis> found = new ArrayList<>();
        if (!Files.isWritable(place)) {
            found.add(Diagnosis.error(subject(), place + " cannot be written by " + System.getProperty("user.name"), "Nothing can be stored.", "chown " + System.getProperty("user.name") + " " + place));
        }
        if (place.equals(repository) && Files.getPosixFilePermissions(place).contains(PosixFilePermission.OTHERS_WRITE)) {
            found.add(Diagnosis.warning(subject(), place + " can be written by everybody", "Everybody could delete the backup.", "chmod 700 " + place));
        }
        for (Path directory : live) {
            found.add(device(place, directory));
        }
        space(place).ifPresent(found::add);
        if (!hasSink) {
            found.add(Diagnosis.warning("sinks", "there is no off-site copy", "What destroys this machine, or whoever breaks into it, takes the backup along.", "Set sinks=offsite and sink.offsite.bucket in the configuration."));
        }
        return found;
    }

    private Diagnosis device(Path place, Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return Diagnosis.note(subject(), directory + " is not there or not ours to see, so it is not known whether it is on another disk", "", "");
        }
        return new RepositoryDisk(repository, place).sharedWith(directory, subject(), "One broken or full disk takes the live data and the backup at once.",
                "Mount another disk, and name a directory on it with repository.directory.").orElseGet(() -> Diagnosis.ok(subject(), "it is on another file system than " + directory));
    }

    private Optional<Diagnosis> space(Path place) throws IOException {
        FileStore disk = Files.getFileStore(place);
        long usable = disk.getUsableSpace() - minimumFree.of(disk.getTotalSpace());
        String found = RepositoryDisk.gib(Math.max(0, usable)) + " can be used of the disk (above repository.minimum-free)";
        if (usable <= 0) {
            return Optional.of(Diagnosis.error("free space", found, "Nothing new is stored.", "Free space on the disk of " + place + ", or lower repository.minimum-free."));
        }
        return Optional.of(estimate.map(needed -> new RepositoryDisk(repository, place).room("free space", usable, found, needed, "Backups will stop.",
                "Use a larger disk for repository.directory, or keep less (retention.keep-*).")).orElseGet(() -> Diagnosis.ok("free space", found)));
    }
}
