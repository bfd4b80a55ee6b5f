package cerb.backup.demo.helpdesk;

/** The helpdesk's time while it is filled: it begins on 2024-01-01 and never looks at the real clock. */
final class Clock {
    private static final long BEGIN = 1_704_067_200L;
    private static final int SECONDS_BETWEEN_TICKETS = 97;

    private Clock() {
    }

    /** Seconds since 1970 at which the record of that number was made. */
    static long at(long number) {
        return BEGIN + number * SECONDS_BETWEEN_TICKETS;
    }
}
