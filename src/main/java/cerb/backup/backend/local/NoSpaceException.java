package cerb.backup.backend.local;

import java.io.IOException;

/** A write failed on a file system that has not enough room left for what was to be written. */
final class NoSpaceException extends IOException {
    private static final long serialVersionUID = 1;

    private final long usable;

    NoSpaceException(long wanted, long usable, IOException cause) {
        super("no space left: " + wanted + " bytes were to be written, " + usable + " are free", cause);
        this.usable = usable;
    }

    long usable() {
        return usable;
    }
}
