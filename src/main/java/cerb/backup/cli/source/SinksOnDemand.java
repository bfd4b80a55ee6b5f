package cerb.backup.cli.source;

import cerb.backup.backend.Backend;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.cache.Sinks;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All sinks of the settings, whose routes are started when the first pack is wanted from there. Safe for use by several threads at once. */
final class SinksOnDemand implements Sinks {
    private static final Logger LOG = LoggerFactory.getLogger(SinksOnDemand.class);

    private final Settings settings;
    private List<SinkContent> opened;

    SinksOnDemand(Settings settings) {
        this.settings = settings;
    }

    @Override
    public synchronized List<Backend> all() {
        if (opened == null) {
            opened = new ArrayList<>();
            settings.sinks().forEach(this::open);
        }
        return List.copyOf(opened);
    }

    @Override
    public synchronized boolean areComplete() {
        return all().size() == settings.sinks().size();
    }

    /** One that cannot be reached may be made up for by another. */
    private void open(String sink) {
        try {
            opened.add(SinkContent.open(settings, sink));
        } catch (RuntimeException e) {
            LOG.warn("nothing is read from sink {}: {}", sink, e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.forEach(SinkContent::close);
            opened = List.of();
        }
    }
}
