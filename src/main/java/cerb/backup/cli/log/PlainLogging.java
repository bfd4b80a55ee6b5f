package cerb.backup.cli.log;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Prints events to standard error: our own from the level that the property {@code cerb.backup.log} names, those of libraries from that of
 * {@code cerb.backup.log.others}; {@code OFF} for none, warnings where there is no such property. Named by {@code -Dslf4j.provider}, never found by
 * itself.
 */
public final class PlainLogging implements SLF4JServiceProvider {
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> new PlainLogger(name, least(name.startsWith("cerb.backup") ? "cerb.backup.log" : "cerb.backup.log.others"));
    }

    private static Level least(String property) {
        String level = System.getProperty(property, "WARN");
        return level.equals("OFF") ? null : Level.valueOf(level);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // nothing to prepare
    }
}
