package cerb.backup.component.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Content;
import cerb.backup.component.RoutesFixture;
import cerb.backup.component.exchange.RepositoryConstants;
import cerb.backup.component.sink.SinkRoute;
import cerb.backup.operation.Engine;
import cerb.backup.operation.mirror.MirrorOptions;
import cerb.backup.operation.mirror.Outgoing;
import cerb.backup.operation.observer.Observers;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkTest {
    private record Far(DefaultCamelContext context, Map<String, byte[]> files) implements SinkRoute {
        @Override
        public Exchange begin() {
            return new DefaultExchange(context);
        }

        @Override
        public void send(Exchange exchange) {
            Message message = exchange.getMessage();
            String file = message.getHeader(RepositoryConstants.FILE, String.class);
            switch (message.getHeader(RepositoryConstants.OPERATION, String.class)) {
                case "put" -> {
                    files.put(file, message.getBody(byte[].class));
                    message.setHeader(RepositoryConstants.STORED_BYTES, (long) files.get(file).length);
                }
                case "list" -> {
                    List<String> lines = files.keySet().stream().filter(path -> path.startsWith(file)).map(path -> files.get(path).length + " " + path).toList();
                    message.setHeader(RepositoryConstants.LISTED, lines.size());
                    message.setBody(lines);
                }
                case "get" -> message.setBody(files.get(file));
                default -> files.remove(file);
            }
        }

        @Override
        public void end(Exchange exchange) {
            // nothing was lent
        }
    }

    private record Unreadable(long length) implements Content {
        @Override
        public InputStream open() {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    @TempDir
    private Path home;

    /** A file that nobody answers for would be under way for ever, and the sink would stand still without a word. */
    @Test
    void fileThatAnErrorHasStoppedIsOfferedAgain() throws Exception {
        try (Engine engine = Engine.openOrInitialise(new RoutesFixture(home).options(), new Observers()); var context = new DefaultCamelContext()) {
            context.getRegistry().bind("engine", engine);
            RepositoryComponent component = new RepositoryComponent();
            component.setCamelContext(context);
            try (Sink sink = new Sink(component, "far", 0, MirrorOptions.of("far", Duration.ofDays(1), true))) {
                sink.attach(new Far(context, new HashMap<>()));
                Outgoing first = sink.next().orElseThrow();
                assertThatThrownBy(() -> sink.send(new Outgoing(first.handle(), new Unreadable(first.size()), first.round(), first.offered()))).isInstanceOf(OutOfMemoryError.class);
                assertThat(engine.mirrors().of("far").orElseThrow().status().problem()).hasValueSatisfying(problem -> assertThat(problem)
                        .contains(first.handle() + " could not be stored", "Java heap space"));
                assertThat(sink.next()).hasValueSatisfying(again -> assertThat(again.handle()).isEqualTo(first.handle()));
            }
        }
    }
}
