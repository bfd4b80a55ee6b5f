package cerb.backup.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One line an event, whatever it tells of. */
class EventEncoderTest {
    private final Logger logger = new LoggerContext().getLogger("cerb.backup.some.Thing");

    @AfterEach
    void reset() {
        EventEncoder.use(false, null);
    }

    @Test
    void lineForPeopleSaysWhatWasThrownAndCannotBeForged() {
        String line = encode(event("cannot read {}", "a\nERROR forged\u001b[2J", new IllegalStateException("disk\nfull")));
        assertThat(line).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ WARN  Thing - cannot read a ERROR forged \\[2J: java.lang.IllegalStateException: disk full\n");
    }

    @Test
    void jsonHasEverythingInALine() throws Exception {
        EventEncoder.use(true, "desk");
        String line = encode(event("cannot read {}", "a\n\"b\"", new IllegalStateException("full")));
        assertThat(line.strip()).doesNotContain("\n");
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.properties().stream().map(java.util.Map.Entry::getKey)).containsExactly("time", "level", "logger", "thread", "message", "helpdesk", "error", "stack_trace");
        assertThat(json.path("message").asText()).isEqualTo("cannot read a\n\"b\"");
        assertThat(json.path("level").asText() + json.path("helpdesk").asText()).isEqualTo("warndesk");
        assertThat(json.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(json.path("stack_trace").asText()).contains("EventEncoderTest");
    }

    private static String encode(ILoggingEvent event) {
        return new String(new EventEncoder().encode(event), StandardCharsets.UTF_8);
    }

    private ILoggingEvent event(String message, Object argument, Throwable thrown) {
        return new LoggingEvent("x", logger, Level.WARN, message, thrown, new Object[] {argument});
    }
}
