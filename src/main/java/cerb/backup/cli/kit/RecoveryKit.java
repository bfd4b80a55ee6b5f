package cerb.backup.cli.kit;

import cerb.backup.cli.kit.Places.Place;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.Printable;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Setting;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.DumpMethod;
import cerb.backup.repository.Repository;
import cerb.backup.repository.key.FoundKey;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** What is on the page. */
final class RecoveryKit {
    private final Settings settings;
    private final Repository repository;
    private final Instant now;
    private final String password;
    private final String helpdesk;
    private final String schema;
    private final List<Place> places;
    private final boolean extra;
    private final boolean hotCopy;

    /** {@code password} is null where it is not to be printed. */
    RecoveryKit(Settings settings, Repository repository, Instant now, String password) {
        this.settings = settings;
        this.repository = repository;
        this.now = now;
        this.password = password;
        this.helpdesk = settings.get(Keys.INSTANCE_NAME);
        this.schema = settings.get(Keys.DATABASE_NAME);
        this.places = Places.of(settings);
        this.extra = !settings.get(Keys.EXTRA_PATHS).isEmpty();
        this.hotCopy = settings.get(Keys.DUMP_METHOD) == DumpMethod.HOTCOPY;
    }

    private static String version() {
        String version = RecoveryKit.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("helpdesk", helpdesk).put("time", Json.time(now)).put("program", "cerb-backup " + version()).put("repository", repository.id().toString())
                .put("format", repository.config().version()).put("database", schema).put("storage", settings.get(Keys.STORAGE_DIRECTORY).toString()).put("password", password);
        ArrayNode where = json.putArray("places");
        places.forEach(place -> where.addObject().put("name", place.name()).put("url", place.url()));
        ArrayNode keys = json.putArray("keys");
        repository.keys().list().forEach(key -> keys.addObject().put("id", key.id().toString()).put("in_use", key.id().equals(repository.keys().inUse())));
        json.set("commands", commands());
        return json;
    }

    private ObjectNode commands() {
        ObjectNode commands = Json.object();
        commands.set("environment", Json.array(environment()));
        commands.set("restic", Json.array(Commands.restic(helpdesk, extra)));
        commands.set("restic_0_16", Json.array(Commands.newerRestic(helpdesk)));
        commands.set("mysql", Json.array(Commands.mysql(schema)));
        commands.set("mysql_hot_copy", Json.array(hotCopy ? Commands.hotCopy(schema) : List.of()));
        return commands;
    }

    /** The first sink that can be spelled, since this machine may be the one that is lost; else its own directory; where that is only a cache, any copy of a sink's files. */
    private List<String> environment() {
        String url = places.stream().sorted(Comparator.comparing(Place::isLocal)).map(Place::url).filter(Objects::nonNull).findFirst().orElse("/where/a/copy/of/the/repository/is");
        return Commands.environment(url, "/where/the/password/is");
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("RECOVERY KIT of the helpdesk " + helpdesk);
        lines.add("made " + HumanTime.of(now, ZoneOffset.UTC) + " UTC by cerb-backup " + version());
        lines.add("");
        lines.add("Who holds this page, a copy of the repository and its password can restore database and attachments,");
        lines.add("with stock restic (https://restic.net, 0.14 or newer) and the database's own client; this program is not needed.");
        lines.add("");
        places(lines);
        keys(lines);
        section(lines, "WHERE AND BY WHICH PASSWORD (another place's URL may stand there)", environment());
        lines.add("latest may have the tag incomplete, which snapshots shows: something could not be read then. Put the ID of the newest without it in the place of latest.");
        lines.add("");
        section(lines, "THE NEWEST RECOVERY POINT, into ./restored", Commands.restic(helpdesk, extra));
        section(lines, "THE DATABASE " + schema + ", into a new schema" + (hotCopy ? ", where ./restored has " + Commands.directory(schema) + "/data" : ""), Commands.mysql(schema));
        if (hotCopy) {
            hotCopy(lines);
        }
        section(lines, "restic 0.16 or newer: the attachments alone, into ./restored-storage", Commands.newerRestic(helpdesk));
        if (extra) {
            lines.add("./restored/extra has what a helpdesk does not start without (extra.paths), each file at its own path below it.");
        }
        lines.add("The attachments belong into " + settings.get(Keys.STORAGE_DIRECTORY) + ". A restored helpdesk that runs /cron fetches and deletes");
        lines.add("mail from the real mailboxes: block its network, or disable its mailboxes first.");
        return lines.stream().map(Printable::of).toList();
    }

    private void places(List<String> lines) {
        lines.add("REPOSITORY  " + repository.id() + " (restic format " + repository.config().version() + ")");
        places.forEach(place -> lines.add(String.format("  %-10s  %s", place.name(), place.url() == null ? "see its route, routes/sink-" + place.name() + ".camel.yaml" : place.url())));
        if (settings.sinks().isEmpty()) {
            lines.add("  There is no off-site copy: with this disk the backup is lost.");
        }
        if (isSetForASink(Keys.SINK_BUCKET)) {
            lines.add("  What opens a bucket (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) is not on this page.");
        }
        if (isSetForASink(Keys.SINK_HOST)) {
            lines.add("  The private key of the account at a server is not on this page.");
        }
        lines.add("");
    }

    private boolean isSetForASink(Setting<String> key) {
        return settings.sinks().stream().anyMatch(sink -> settings.find(key.forSink(sink)).filter(value -> !value.isEmpty()).isPresent());
    }

    private void hotCopy(List<String> lines) {
        section(lines, "THE SAME as root on the server's host, where ./restored has " + Commands.directory(schema) + "/hotcopy (MySQL of the same series, MariaDB of the same or a newer one)",
                Commands.hotCopy(schema));
        lines.add("Then, before anybody writes: ALTER TABLE ... FORCE, ALGORITHM=COPY for each InnoDB table with a full-text index, REPAIR TABLE where indices were left out.");
        lines.add("");
    }

    private void keys(List<String> lines) {
        lines.add("PASSWORD    " + (password == null ? "________________________________________________ (write it here, or keep it apart)" : password));
        for (FoundKey key : repository.keys().list()) {
            lines.add("  key       " + key.id().shortName() + (key.id().equals(repository.keys().inUse()) ? ", this password's" : "")
                    + (key.isUsable() ? ", made " + HumanTime.of(key.file().created(), ZoneOffset.UTC) + " by " + key.file().username() + "@" + key.file().hostname() : ", DAMAGED"));
        }
        lines.add("");
    }

    private static void section(List<String> lines, String title, List<String> commands) {
        lines.add(title);
        commands.stream().flatMap(String::lines).forEach(command -> lines.add("  " + command));
        lines.add("");
    }
}
