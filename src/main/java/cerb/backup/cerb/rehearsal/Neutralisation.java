package cerb.backup.cerb.rehearsal;

import cerb.backup.cerb.Release;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that has to change in a restored database before a helpdesk may run on it as a rehearsal. */
public final class Neutralisation {
    /** Without it a database is none of Cerb's: nothing runs without its settings, and nothing could be neutralised. */
    public static final String REQUIRED = "cerb_property_store";

    private static final Set<Release> ALL = EnumSet.allOf(Release.class);
    private static final Set<Release> BEFORE_11_2 = EnumSet.range(Release.V10_4, Release.V11_1);
    private static final Set<Release> FROM_11_0 = EnumSet.range(Release.V11_0, Release.V11_2);
    /** The largest value of an unsigned INT: the year 2106. */
    private static final String NEVER = "4294967295";

    /**
     * The measures. A property {@code enabled} is a scheduled job's, whatever plugin it comes from; one without that property does not run. A profile of the
     * storage leads to a bucket of the real helpdesk, until 10.4 also to another directory or database of it; without its parameters it leads nowhere. Without its own,
     * an index of the search is in the database itself, and no longer the real helpdesk's in Elasticsearch or Sphinx.
     */
    public static final List<Measure> MEASURES = List.of(
            set(REQUIRED, "value", "'0'", "`property` = 'enabled' AND NOT (`value` <=> '0')", "scheduled jobs switched off", ALL, "property"),
            set(REQUIRED, "value", "''", "`property` = 'engine_params_json' AND `value` <> ''", "search indexes that no engine elsewhere is asked for or told of any more", ALL, "property"),
            set("mailbox", "enabled", "0", "`enabled` <> 0", "mailboxes switched off", ALL),
            set("mail_queue", "is_queued", "0", "`is_queued` <> 0", "messages that waited to be sent made drafts", ALL),
            set("mail_transport", "extension_id", "'core.mail.transport.null'", "NOT (`extension_id` <=> 'core.mail.transport.null')", "transports that now send nothing", ALL),
            set("automation_timer", "is_disabled", "1", "`is_disabled` = 0", "timers switched off", ALL),
            set("automation_event", "automations_kata", "''", "`automations_kata` <> ''", "events that now run no automation", EnumSet.of(Release.V10_4)),
            set("automation_event_listener", "is_disabled", "1", "`is_disabled` = 0", "listeners of events switched off", FROM_11_0),
            set("trigger_event", "is_disabled", "1", "`is_disabled` = 0", "behaviors switched off", BEFORE_11_2),
            set("context_scheduled_behavior", "run_date", NEVER, "`run_date` <> " + NEVER, "scheduled behaviors put off to the year 2106", BEFORE_11_2),
            set("reminder", "is_closed", "1", "`is_closed` = 0", "reminders closed", ALL),
            set("webhook_listener", "guid", "CONCAT('neutralised-', `id`)", "NOT (`guid` <=> CONCAT('neutralised-', `id`))", "webhooks that answer at their address no more", ALL, "id"),
            set("devblocks_storage_profile", "params_json", "'{}'", "NOT (`params_json` <=> '{}')", "storage profiles that lead nowhere now", ALL),
            empty("devblocks_storage_queue_delete", "objects that are not deleted from a bucket any more", BEFORE_11_2),
            empty("queue_message", "messages of queues removed, objects to be deleted or moved among them", ALL));

    private Neutralisation() {
    }

    /** The tables of all measures. */
    public static Set<String> tables() {
        return MEASURES.stream().map(Measure::table).collect(Collectors.toUnmodifiableSet());
    }

    private static Measure set(String table, String column, String value, String rows, String effect, Set<Release> known, String... others) {
        return new Measure(table, Set.of(Stream.concat(Stream.of(column), Stream.of(others)).toArray(String[]::new)),
                "UPDATE `" + table + "` SET `" + column + "` = " + value + " WHERE " + rows, effect, known);
    }

    private static Measure empty(String table, String effect, Set<Release> known) {
        return new Measure(table, Set.of(), "DELETE FROM `" + table + "`", effect, known);
    }
}
