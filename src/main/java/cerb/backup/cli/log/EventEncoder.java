package cerb.backup.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/**
 * Writes an event as one line, for people or as JSON with the fields {@code time} (RFC 3339, UTC), {@code level}, {@code logger}, {@code thread}, {@code message}, {@code helpdesk} once it is
 * known, and, of what was thrown, {@code error} and {@code stack_trace}. The line for people says in words what was thrown, and its stack where debugging events are logged. Nobody can forge
 * further lines by what is told of. Thread-safe.
 */
public final class EventEncoder extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
    /** What is logged before the configuration has been read has to know it as well. */
    private static volatile boolean json = "json".equals(System.getenv("LOG_FORMAT"));
    private static volatile String helpdesk;

    /** Sets what holds for all events from now on: whether they are JSON, and the helpdesk they are of. */
    public static void use(boolean asJson, String name) {
        json = asJson;
        helpdesk = name;
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return ((json ? json(event) : line(event)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    /** The line for people. */
    static String line(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        String logger = event.getLoggerName().substring(event.getLoggerName().lastIndexOf('.') + 1);
        String line = LOCAL.format(event.getInstant().atZone(ZoneId.systemDefault())) + ' ' + String.format("%-5s", event.getLevel()) + ' ' + logger + " - " + event.getFormattedMessage()
                + (thrown == null ? "" : ": " + words(thrown));
        boolean stack = thrown != null && LoggerFactory.getLogger(event.getLoggerName()).isDebugEnabled();
        return line.replaceAll("[\r\n\u001b]", " ") + (stack ? "\n" + ThrowableProxyUtil.asString(thrown).stripTrailing() : "");
    }

    /** The line as JSON. */
    static String json(ILoggingEvent event) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString()).put("level", word(event.getLevel()))
                .put("logger", event.getLoggerName()).put("thread", event.getThreadName()).put("message", event.getFormattedMessage());
        if (helpdesk != null) {
            line.put("helpdesk", helpdesk);
        }
        if (event.getThrowableProxy() != null) {
            line.put("error", words(event.getThrowableProxy())).put("stack_trace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
        }
        return line.toString();
    }

    private static String word(Level level) {
        return level.toString().toLowerCase(Locale.ROOT);
    }

    private static String words(IThrowableProxy thrown) {
        return thrown.getMessage() == null ? thrown.getClassName() : thrown.getClassName() + ": " + thrown.getMessage();
    }
}
