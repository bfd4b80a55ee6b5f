package cerb.backup.operation.mirror;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.file.UnpackedFiles;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** Makes sure that what is at a sink is our repository, or none yet. For one thread at a time. */
final class SinkIdentity {

    private final Backend local;
    private final Backend sink;
    private boolean seen;

    SinkIdentity(Backend local, Backend sink) {
        this.local = local;
        this.sink = sink;
    }

    /**
     * Compares the two configs, byte for byte: it is one file, mirrored.
     *
     * @throws OperationException if another repository is there, or none here any more
     */
    void check() {
        byte[] ours = ours();
        try {
            if (!seen) {
                // asked for by its size first: a store that has it not answers that at once, while a load of it is tried again and again
                sink.size(Handle.CONFIG);
            }
            byte[] theirs = UnpackedFiles.sealedConfig(sink);
            // an empty one is what a power cut there leaves of any
            seen = theirs.length > 0;
            if (seen && !Arrays.equals(theirs, ours)) {
                throw foreign("its config is not ours");
            }
        } catch (NotFoundException e) {
            seen = false;
        }
        if (!seen) {
            refuseOthers();
        }
    }

    /** A sink that has lost its config, or never had one, may hold nothing that is not ours. */
    private void refuseOthers() {
        for (FileType type : List.of(FileType.KEY, FileType.SNAPSHOT)) {
            var ours = new HashSet<Handle>();
            local.list(type, (file, size) -> ours.add(file));
            sink.list(type, (file, size) -> {
                if (!ours.contains(file)) {
                    throw foreign("it holds " + file + ", which we have not, and no config");
                }
            });
        }
    }

    private OperationException foreign(String why) {
        return new OperationException("another repository is at " + sink.location() + ": " + why,
                "Give the sink a bucket, prefix or directory of its own, or take that repository up with init --from.");
    }

    private byte[] ours() {
        try {
            return UnpackedFiles.sealedConfig(local);
        } catch (NotFoundException e) {
            throw new OperationException("nothing goes to " + sink.location() + ": there is no repository in " + local.location() + " any more",
                    "Mount its disk again; or where it is lost, move what is left away and take the repository up again with init --from.", e);
        }
    }

}
