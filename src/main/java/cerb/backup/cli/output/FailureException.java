package cerb.backup.cli.output;

/** A failure that is put into words already: by the daemon, or by a verb that refuses what it was asked. */
public final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    /** Carries this failure. */
    public FailureException(Failure failure) {
        this(failure, null);
    }

    /** Carries this failure, and what caused it for those who debug; the cause may be null. */
    public FailureException(Failure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /** A refusal with exit code 1. */
    public static FailureException refused(String message, String remedy) {
        return new FailureException(new Failure(ExitCode.FAILED, message, remedy));
    }

    /** The failure. */
    public Failure failure() {
        return failure;
    }
}
