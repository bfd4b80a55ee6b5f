package cerb.backup.component;

import cerb.backup.operation.Engine;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/**
 * Readiness is down while the repository's disk has less free space than {@code repository.minimum-free}, for nothing new is stored then. It
 * asks the disk each time: with nothing stored there is no other event that would tell when the space is back. Thread-safe.
 */
final class SpaceCheck extends AbstractHealthCheck {
    private static final String SHORT = "Nothing new is stored: the free space is below repository.minimum-free.";

    private final Engine engine;

    private SpaceCheck(Engine engine) {
        super("cerb-backup", "repository-space");
        this.engine = engine;
    }

    /** The process is well, and starting it again frees no space. */
    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        try {
            result.up();
            // the reason names the directory
            engine.shortageOfSpace().ifPresent(reason -> result.message(SHORT).detail("reason", reason).down());
        } catch (UncheckedIOException e) {
            result.message("The free space of the repository's disk cannot be told.").error(e).down();
        }
    }

    /** Adds the check to a daemon's others, before its first route starts. */
    static final class Registration extends MainListenerSupport {
        @Override
        public void afterConfigure(BaseMainSupport main) {
            HealthCheckRegistry checks = HealthCheckRegistry.get(main.getCamelContext());
            main.getCamelContext().getRegistry().findByType(Engine.class).forEach(engine -> checks.register(new SpaceCheck(engine)));
        }
    }
}
