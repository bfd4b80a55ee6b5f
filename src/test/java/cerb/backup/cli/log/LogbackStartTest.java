package cerb.backup.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogbackStartTest {
    private final Map<String, String> before = new TreeMap<>();
    private final LoggerContext context = new LoggerContext();

    @AfterEach
    void restore() {
        before.forEach((key, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, value);
            }
        });
        context.stop();
    }

    @Test
    void tellsOurOwnEventsAndWarningsOfOthersOnStandardError() {
        set("cerb.backup.log", null);
        set("cerb.backup.log.others", null);
        assertThat(new LogbackStart().configure(context)).isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
        assertThat(context.getLogger("cerb.backup.cli.run.RunVerb").getEffectiveLevel()).isEqualTo(Level.INFO);
        assertThat(context.getLogger("org.apache.camel").getEffectiveLevel()).isEqualTo(Level.WARN);
        assertThat(context.getLogger("org.apache.camel.component.quartz.CamelJob").isErrorEnabled()).as("whose second line tells of what a route has told of").isFalse();
        ConsoleAppender<ILoggingEvent> appender = (ConsoleAppender<ILoggingEvent>) context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().next();
        assertThat(appender.getTarget()).isEqualTo("System.err");
        assertThat(appender.isStarted()).isTrue();
    }

    @Test
    void heedsTheLevelsThatAreSet() {
        set("cerb.backup.log", "DEBUG");
        set("cerb.backup.log.others", "OFF");
        new LogbackStart().configure(context);
        assertThat(context.getLogger("cerb.backup.x").getEffectiveLevel()).isEqualTo(Level.DEBUG);
        assertThat(context.getLogger("org.apache.camel").getEffectiveLevel()).isEqualTo(Level.OFF);
    }

    @Test
    void leavesItToAFileThatIsNamed() {
        set("logback.configurationFile", "/etc/logback.xml");
        assertThat(new LogbackStart().configure(context)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
        assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().hasNext()).isFalse();
    }

    private void set(String key, String value) {
        before.put(key, System.getProperty(key, ""));
        if (value == null) {
            System.clearProperty(key);
        } else {
            System.setProperty(key, value);
        }
    }
}
