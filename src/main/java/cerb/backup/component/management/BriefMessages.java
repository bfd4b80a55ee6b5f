package cerb.backup.component.management;

import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.HealthCheckResultStrategy;

/** What Camel's own checks say when they are down quotes exceptions and the URIs of endpoints; their names say already which route it is. Thread-safe. */
final class BriefMessages implements HealthCheckResultStrategy {
    private static final String CAMEL = "camel";

    @Override
    public void processResult(HealthCheck check, Map<String, Object> options, HealthCheckResultBuilder result) {
        if (CAMEL.equals(check.getGroup()) && result.message() != null) {
            result.message("Not as it should be, or not yet: cerb-backup status and the log of the daemon say more.");
        }
    }
}
