package cerb.backup.component.sink;

/** The words of a failure that came through layers of Camel. */
public final class Causes {
    private Causes() {}

    /** The message of the innermost cause that has one. */
    public static String of(Throwable failure) {
        String words = failure.toString();
        for (Throwable each = failure; each != null; each = each.getCause() == each ? null : each.getCause()) {
            words = each.getMessage() == null ? words : each.getMessage();
        }
        return words;
    }
}
