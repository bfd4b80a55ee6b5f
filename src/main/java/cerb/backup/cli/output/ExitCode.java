package cerb.backup.cli.output;

/** How a verb ended; 0 to 12 and 130 as restic has them. */
public enum ExitCode {
    /** Done. */
    OK(0, "done"),
    /** Failed. */
    FAILED(1, "failed"),
    /** Done, but something was unreadable, best-effort or missing; the recovery point is marked. */
    INCOMPLETE(3, "incomplete: something was unreadable, best-effort or missing; the recovery point is marked"),
    /** There is no repository. */
    NO_REPOSITORY(10, "there is no repository"),
    /** Somebody else holds a lock. */
    LOCKED(11, "the repository is locked"),
    /** The password opens no key of the repository. */
    WRONG_PASSWORD(12, "wrong password"),
    /** A rehearsed restore failed. */
    DRILL_FAILED(14, "a drill failed"),
    /** Ended by Ctrl-C or a signal. */
    INTERRUPTED(130, "interrupted; 143 where SIGTERM ended it");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The process's exit code. */
    public int number() {
        return number;
    }

    /** What it means, for the help text. */
    public String meaning() {
        return meaning;
    }

    /** The one with this number; {@link #FAILED} for a number that is not known, such as a newer daemon's. */
    public static ExitCode of(int number) {
        for (ExitCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return FAILED;
    }
}
