package cerb.backup.cli.log;

import java.util.Locale;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that writes one line an event to standard error, and what was thrown in full when even debugging events are wanted. */
final class PlainLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    private final int least;

    /** Logs from this level on; null for nothing at all. */
    PlainLogger(String name, Level least) {
        this.name = name;
        this.least = least == null ? Integer.MAX_VALUE : least.toInt();
    }

    @Override
    protected void handleNormalizedLoggingCall(Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        String cause = thrown == null ? "" : ": " + thrown;
        String line = MessageFormatter.basicArrayFormat(pattern, arguments) + cause;
        // whoever made what is told about must not be able to forge further lines
        System.err.println(level.name().toLowerCase(Locale.ROOT) + ": " + line.replaceAll("[\r\n\u001b]", " "));
        if (thrown != null && isDebugEnabled()) {
            thrown.printStackTrace(System.err);
        }
    }

    private boolean isEnabled(Level level) {
        return level.toInt() >= least;
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return isEnabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return isEnabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return isEnabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return isEnabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return isEnabled(Level.ERROR);
    }
}
