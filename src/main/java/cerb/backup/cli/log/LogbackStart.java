package cerb.backup.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * How Logback logs: one line an event, to standard error, so that results on standard output can be piped on. The daemon logs what it does itself from INFO and warnings of others; other
 * verbs only their own warnings, for what fails in them is told in their error. {@code bin/cerb-backup} sets that by the properties {@code cerb.backup.log} and
 * {@code cerb.backup.log.others}, and the debug option shows more. Another configuration can be named with {@code JAVA_OPTS=-Dlogback.configurationFile=...}: this one is no file because
 * reading XML is a twentieth of the daemon's start. Found by Logback as a service.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogbackStart extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        EventEncoder encoder = new EventEncoder();
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> errors = new ConsoleAppender<>();
        errors.setContext(context);
        errors.setName("stderr");
        errors.setTarget("System.err");
        errors.setEncoder(encoder);
        errors.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(System.getProperty("cerb.backup.log.others"), Level.WARN));
        root.addAppender(errors);
        // what failed at a clock has been logged by its route
        context.getLogger("org.apache.camel.component.quartz.CamelJob").setLevel(Level.OFF);
        context.getLogger("cerb.backup").setLevel(Level.toLevel(System.getProperty("cerb.backup.log"), Level.INFO));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
