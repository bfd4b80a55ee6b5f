package cerb.backup.cli.log;

import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.work.NextRuns;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a daemon says of itself when it has started. */
public final class StartLines {
    private StartLines() { }

    /**
     * Version, helpdesk, repository, routes, sinks, alerts and next runs, a line each.
     *
     * @param version    the program and its version
     * @param routes     the names of the routes
     * @param firstRoute how long after the process the first route has started; null where none has
     */
    public static List<String> of(String version, Settings settings, List<String> routes, Instant now, Duration firstRoute) {
        List<String> next = new ArrayList<>();
        NextRuns.after(now, settings).forEach((name, time) -> next.add(name + ' ' + time.map(at -> HumanTime.of(at, ZoneId.systemDefault())).orElse("never by itself")));
        return List.of(version + " runs for " + settings.get(Keys.INSTANCE_NAME) + ", repository " + settings.get(Keys.REPOSITORY_DIRECTORY)
                        + (firstRoute == null ? "" : String.format(Locale.ROOT, ", first route after %.1f s", firstRoute.toMillis() / 1000.0)),
                "routes: " + String.join(", ", routes),
                settings.sinks().isEmpty() ? "no sinks: there is no off-site copy" : "sinks: " + String.join(", ", settings.sinks()),
                alerts(settings),
                "next: " + String.join(", ", next),
                "health and metrics: http://" + settings.get(Keys.MANAGEMENT_ADDRESS) + ':' + settings.get(Keys.MANAGEMENT_PORT) + "/observe/health and /observe/metrics");
    }

    private static String alerts(Settings settings) {
        List<String> receivers = new ArrayList<>();
        if (settings.secret(Keys.ALERT_WEBHOOK_FILE).isPresent()) {
            receivers.add("webhook");
        }
        if (!settings.get(Keys.ALERT_MAIL_TO).isEmpty()) {
            receivers.add("mail");
        }
        if (settings.secret(Keys.ALERT_HEARTBEAT_FILE).isPresent()) {
            receivers.add("heartbeat");
        }
        return receivers.isEmpty() ? "no alerts: nobody is told of problems" : "alerts: " + String.join(", ", receivers);
    }
}
