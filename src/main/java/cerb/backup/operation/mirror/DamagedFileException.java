package cerb.backup.operation.mirror;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A file here is not what its name says, or shorter than it was: no other attempt to read it will do better. */
final class DamagedFileException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedFileException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What a failure comes from, whoever has passed it on; empty if it is something else. */
    static Optional<DamagedFileException> behind(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).filter(DamagedFileException.class::isInstance).map(DamagedFileException.class::cast).findFirst();
    }
}
