package cerb.backup.format;

/** Thrown when bytes are not what the repository format says they must be. The message names the object and what is wrong with it. */
public final class FormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int EXCERPT_LENGTH = 80;

    /** Makes one with a message in lower case that names the object. */
    public FormatException(String message) {
        super(message);
    }

    /** Makes one that keeps the parser's own {@code cause}. */
    public FormatException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns at most 80 characters of {@code text} with everything but printable ASCII replaced, safe to show on a terminal or in a log. */
    public static String excerpt(String text) {
        if (text == null) {
            return "nothing";
        }
        String start = text.length() > EXCERPT_LENGTH ? text.substring(0, EXCERPT_LENGTH) + "..." : text;
        return '"' + start.replaceAll("[^ -~]", "?") + '"';
    }
}
