package cerb.backup.operation.mirror;

import cerb.backup.backend.FileType;
import java.util.List;

/** A stretch of a pass; everything of one must be confirmed before anything of the next is offered. */
enum Phase {
    /** What makes the directory a repository. */
    IDENTITY(FileType.CONFIG, FileType.KEY),
    /** What indexes name. */
    PACKS(FileType.DATA),
    /** What snapshots need. */
    INDEXES(FileType.INDEX),
    /** What makes it all count. */
    SNAPSHOTS(FileType.SNAPSHOT);

    private final List<FileType> types;

    Phase(FileType... types) {
        this.types = List.of(types);
    }

    List<FileType> types() {
        return types;
    }

    /** Whether files of a type are mirrored: all but locks, which are of one place only. */
    static boolean isMirrored(FileType type) {
        return type != FileType.LOCK;
    }

    static Phase of(FileType type) {
        for (Phase phase : values()) {
            if (phase.types.contains(type)) {
                return phase;
            }
        }
        throw new IllegalArgumentException(type + " is not mirrored");
    }
}
