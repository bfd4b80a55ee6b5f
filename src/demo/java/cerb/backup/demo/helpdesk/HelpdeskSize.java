package cerb.backup.demo.helpdesk;

/**
 * How much a helpdesk holds. A ticket with its three messages, their headers, index entries and log is about 12 kB of dump text.
 *
 * @param tickets         number of tickets
 * @param attachments     number of attachments, each a file
 * @param attachmentBytes mean size of an attachment
 */
public record HelpdeskSize(int tickets, int attachments, int attachmentBytes) {
    /** Enough for a test. */
    public static final HelpdeskSize TEST = new HelpdeskSize(60, 40, 8_000);
    /** What the demo shows: about 40 MB of dump text and 60 MB of files. */
    public static final HelpdeskSize DEMO = new HelpdeskSize(3_000, 2_000, 28_000);

    /** Refuses what no helpdesk has. */
    public HelpdeskSize {
        if (tickets < 1 || attachments < 1 || attachmentBytes < 1) {
            throw new IllegalArgumentException("a helpdesk has at least one of each, not " + tickets + " tickets, "
                    + attachments + " attachments of " + attachmentBytes + " bytes");
        }
    }

    /** Messages of all tickets. */
    public int messages() {
        return tickets * MESSAGES_PER_TICKET;
    }

    /** Addresses of those who write. */
    public int addresses() {
        return tickets / 2 + 1;
    }

    static final int MESSAGES_PER_TICKET = 3;
}
