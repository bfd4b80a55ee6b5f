package cerb.backup.cli.log;

import java.util.Locale;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger for warnings and errors, one line each. */
final class PlainLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    PlainLogger(String name) {
        this.name = name;
    }

    @Override
    protected void handleNormalizedLoggingCall(Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        String cause = thrown == null ? "" : ": " + thrown;
        System.err.println(level.name().toLowerCase(Locale.ROOT) + ": " + MessageFormatter.basicArrayFormat(pattern, arguments) + cause);
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public boolean isInfoEnabled() {
        return false;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }
}
