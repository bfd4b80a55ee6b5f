package cerb.backup.operation.mirror;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** It is the file here that does not let itself be sent, and not the sink that does not take it. */
abstract sealed class UnsendableFileException extends IOException permits DamagedFileException, UnreadableFileException {
    private static final long serialVersionUID = 1;

    UnsendableFileException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What a failure comes from, whoever has passed it on; empty if it is something else. */
    static Optional<UnsendableFileException> behind(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).filter(UnsendableFileException.class::isInstance).map(UnsendableFileException.class::cast).findFirst();
    }
}
