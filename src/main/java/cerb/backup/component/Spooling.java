package cerb.backup.component;

import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.StreamCachingStrategy;

/**
 * Lets a route that says {@code streamCache: true} keep a stream for a second attempt, in a temporary file that is encrypted with a key of its own. Camel would do so for
 * all routes or none; a pack or a part of a dump needs no second file.
 */
final class Spooling extends MainListenerSupport {
    @Override
    public void afterConfigure(BaseMainSupport main) {
        StreamCachingStrategy strategy = main.getCamelContext().getStreamCachingStrategy();
        strategy.setEnabled(true);
        strategy.setSpoolEnabled(true);
        strategy.setSpoolCipher("AES/CTR/NoPadding");
        // A dump is compressed before it is kept.
        strategy.setDenyClasses("cerb.backup.mysql.dump.DumpStream");
    }
}
