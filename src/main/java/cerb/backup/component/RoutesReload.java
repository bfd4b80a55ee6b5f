package cerb.backup.component;

import cerb.backup.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.model.ModelCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what changes in the directories of routes while a daemon runs: what was added, changed and removed, and the routes that use a changed kamelet; no other is
 * touched. Whatever there is then is first loaded aside, without starting it, and must hold together as at a start, sinks included; else it is told what is wrong, and what
 * runs goes on. A route that then cannot run again as it did, for its store is away as well, is {@link #lost} until it can, and tried again and again.
 *
 * <p>It looks by itself, since file systems that containers mount do not always tell of changes, and waits until two looks have found the same, since an editor may be
 * writing. Camel's own reload looks at one file alone, keeps the routes of a removed one, and the old kamelets. For one thread.
 */
final class RoutesReload implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RoutesReload.class);
    private static final long EVERY_MILLIS = 1_000;

    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final RoutesOptions options;
    private final ModelCamelContext context;
    private final SettingsResolver resolver;
    private final LiveRoutes live;
    private Map<Path, String> refused = Map.of();
    private Map<Path, String> lastLook;
    private long tried;

    /** {@code loaded} is what the running routes were loaded from. */
    RoutesReload(RoutesOptions options, Map<Path, String> loaded, ModelCamelContext context, SettingsResolver resolver, Pause pause) {
        this.options = options;
        this.live = new LiveRoutes(context, loaded, pause);
        this.lastLook = loaded;
        this.context = context;
        this.resolver = resolver;
    }

    /** Looks from now on, as long as the routes run. */
    void begin() {
        context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "routes-reload")
                .scheduleWithFixedDelay(this, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The routes that ran before a change failed and that cannot run again either, each with the reason. Thread-safe. */
    Map<String, String> lost() {
        return live.lost();
    }

    @Override
    public void run() {
        try {
            Map<Path, String> now = RouteFiles.texts(options.directories());
            boolean settled = now.equals(lastLook);
            lastLook = now;
            if (settled && !now.equals(live.texts()) && !now.equals(refused)) {
                takeOver(now);
            } else if (settled && !live.lost().isEmpty() && System.nanoTime() - tried > AGAIN_NANOS) {
                bringBack(now);
            }
        } catch (RuntimeException e) {
            LOG.error("cannot look for changed routes, will look again: {}", e.getMessage(), e);
        }
    }

    private void takeOver(Map<Path, String> now) {
        refused = now;
        try {
            Routes.tryOut(options);
            Set<Path> files = live.affected(now);
            refuseConfigurations(files, now);
            withSecrets(() -> live.replace(files, now));
            refused = Map.of();
            LOG.info("took over changed routes: {}", names(files));
        } catch (ConfigurationException e) {
            LOG.error("changed routes are not taken over, those that run go on: {} {}", e.getMessage(), e.remedy());
            live.lost().forEach((route, reason) -> LOG.error("route {} cannot run again as it did before, and is tried again: {}", route, reason));
        }
        tried = System.nanoTime();
    }

    /** Whatever was in its way may have been in that of the changed ones, too: these are tried once more then. */
    private void bringBack(Map<Path, String> now) {
        Set<String> lost = live.lost().keySet();
        withSecrets(() -> live.bringBack(now));
        if (live.lost().isEmpty()) {
            refused = Map.of();
            LOG.info("run again as before: {}", String.join(", ", lost));
        }
        tried = System.nanoTime();
    }

    private void withSecrets(Runnable work) {
        resolver.showSecrets();
        try {
            work.run();
        } finally {
            resolver.hideSecrets(context);
        }
    }

    /** They hold for routes that are made later, and those that run keep the old ones. */
    private void refuseConfigurations(Set<Path> files, Map<Path, String> now) {
        List<Path> configuring = new ArrayList<>(files);
        configuring.removeIf(file -> !(now.getOrDefault(file, "") + live.texts().getOrDefault(file, "")).contains("routeConfiguration:"));
        if (!configuring.isEmpty()) {
            throw new ConfigurationException(names(configuring) + " configures how other routes handle errors, which is done when they start.", "Start the daemon again.");
        }
    }

    private static String names(Iterable<Path> files) {
        List<String> names = new ArrayList<>();
        files.forEach(file -> names.add(file.getFileName().toString()));
        return String.join(", ", names);
    }
}
