package cerb.backup.component.repository;

/** The words of a failure that came through layers of Camel. */
final class Causes {
    private Causes() {}

    /** The message of the innermost cause that has one. */
    static String of(Throwable failure) {
        String words = failure.toString();
        for (Throwable each = failure; each != null; each = each.getCause() == each ? null : each.getCause()) {
            words = each.getMessage() == null ? words : each.getMessage();
        }
        return words;
    }
}
