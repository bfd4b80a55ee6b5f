package cerb.backup.operation.rehearsal;

import cerb.backup.cerb.Release;
import cerb.backup.mysql.TestSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tables of a helpdesk that make it act by itself, as each release of Cerb has them, and in each a row that acts. */
final class ActingHelpdesk {
    /** Rows that act in each table. */
    static final Map<String, Long> ROWS_OF_10_4 = Map.ofEntries(Map.entry("cerb_property_store", 3L), Map.entry("mailbox", 2L), Map.entry("mail_queue", 1L),
            Map.entry("mail_transport", 2L), Map.entry("automation_timer", 1L), Map.entry("automation_event", 1L), Map.entry("trigger_event", 1L),
            Map.entry("context_scheduled_behavior", 1L), Map.entry("reminder", 1L), Map.entry("webhook_listener", 1L), Map.entry("devblocks_storage_profile", 2L),
            Map.entry("devblocks_storage_queue_delete", 1L), Map.entry("queue_message", 1L));

    private static final List<String> SINCE_10_4 = List.of(
            "CREATE TABLE cerb_property_store (extension_id VARCHAR(128), property VARCHAR(128), value TEXT, PRIMARY KEY (extension_id, property))",
            "INSERT INTO cerb_property_store VALUES ('cron.mailbox', 'enabled', '1'), ('cron.mailbox', 'lastrun', '7'), ('cron.maint', 'enabled', '0'), ('acme.jobs', 'enabled', '1'),"
                    + " ('cerberusweb.search.schema.message_content', 'engine_params_json', '{\"engine_extension_id\":\"devblocks.search.engine.elasticsearch\"}'), ('jira.search.schema.jira_issue', 'engine_params_json', '')",
            "CREATE TABLE mailbox (id INT PRIMARY KEY, enabled TINYINT UNSIGNED NOT NULL DEFAULT 1, name VARCHAR(255))",
            "INSERT INTO mailbox VALUES (1, 1, 'support'), (2, 0, 'old'), (3, 1, 'sales')",
            "CREATE TABLE mail_queue (id INT PRIMARY KEY, is_queued TINYINT UNSIGNED NOT NULL DEFAULT 0)", "INSERT INTO mail_queue VALUES (1, 1), (2, 0)",
            "CREATE TABLE mail_transport (id INT PRIMARY KEY, extension_id VARCHAR(255) DEFAULT '')",
            "INSERT INTO mail_transport VALUES (1, 'core.mail.transport.smtp'), (2, NULL), (3, 'core.mail.transport.null')",
            "CREATE TABLE automation_timer (id INT PRIMARY KEY, is_disabled TINYINT(1) NOT NULL DEFAULT 0)", "INSERT INTO automation_timer VALUES (1, 0), (2, 1)",
            "CREATE TABLE reminder (id INT PRIMARY KEY, is_closed TINYINT(1) UNSIGNED NOT NULL DEFAULT 0)", "INSERT INTO reminder VALUES (1, 0), (2, 1)",
            "CREATE TABLE webhook_listener (id INT PRIMARY KEY, guid VARCHAR(40) DEFAULT '')", "INSERT INTO webhook_listener VALUES (1, 'd0c5f0')",
            "CREATE TABLE devblocks_storage_profile (id INT PRIMARY KEY, extension_id VARCHAR(255), params_json LONGTEXT)",
            "INSERT INTO devblocks_storage_profile VALUES (1, 'devblocks.storage.engine.s3', '{\"bucket\":\"real\"}'), (2, 'devblocks.storage.engine.disk', '{}'), (3, 'x', NULL)",
            "CREATE TABLE queue_message (uuid BINARY(16) PRIMARY KEY, status_id TINYINT UNSIGNED NOT NULL DEFAULT 0)", "INSERT INTO queue_message VALUES (0x01, 0)",
            "CREATE TABLE cerb_patch_history (plugin_id VARCHAR(255) PRIMARY KEY, revision MEDIUMINT UNSIGNED NOT NULL)", "CREATE TABLE ticket (id INT PRIMARY KEY)",
            "INSERT INTO ticket VALUES (1)");
    private static final List<String> UNTIL_11_1 = List.of(
            "CREATE TABLE trigger_event (id INT PRIMARY KEY, is_disabled TINYINT NOT NULL DEFAULT 0)", "INSERT INTO trigger_event VALUES (1, 0), (2, 1)",
            "CREATE TABLE context_scheduled_behavior (id INT PRIMARY KEY, run_date INT UNSIGNED NOT NULL DEFAULT 0)", "INSERT INTO context_scheduled_behavior VALUES (1, 1700000000)",
            "CREATE TABLE devblocks_storage_queue_delete (storage_key VARCHAR(255))", "INSERT INTO devblocks_storage_queue_delete VALUES ('8/q/1')");
    private static final List<String> UNTIL_10_4 = List.of("CREATE TABLE automation_event (id INT PRIMARY KEY, automations_kata TEXT)", "INSERT INTO automation_event VALUES (1, 'automation/x:'), (2, '')");
    private static final List<String> SINCE_11_0 = List.of("CREATE TABLE automation_event (id INT PRIMARY KEY, name VARCHAR(255))",
            "CREATE TABLE automation_event_listener (id INT PRIMARY KEY, is_disabled TINYINT UNSIGNED NOT NULL DEFAULT 0)", "INSERT INTO automation_event_listener VALUES (1, 0), (2, 1)");

    private ActingHelpdesk() {
    }

    /** Fills a schema with the tables of a release. */
    static void fill(TestSchema schema, Release release) {
        List<String> statements = new ArrayList<>(SINCE_10_4);
        statements.addAll(release == Release.V10_4 ? UNTIL_10_4 : SINCE_11_0);
        if (release != Release.V11_2) {
            statements.addAll(UNTIL_11_1);
        }
        if (release.compareTo(Release.V11_1) >= 0) {
            statements.add("CREATE TABLE llm_agent_session (uuid BINARY(16) PRIMARY KEY)");
        }
        if (release == Release.V11_2) {
            statements.add("CREATE TABLE search_index (id INT PRIMARY KEY)");
        }
        statements.add("INSERT INTO cerb_patch_history VALUES ('cerberusweb.core', " + switch (release) {
            case V10_4 -> 1451;
            case V11_0 -> 1470;
            case V11_1 -> 1490;
            case V11_2 -> 1506;
        } + ")");
        schema.execute(statements.toArray(String[]::new));
    }

    /** What acts in a schema, such as {@code mailbox 1}; empty if nothing does. */
    static List<List<String>> acting(TestSchema schema, Release release) {
        List<String> queries = new ArrayList<>(List.of(
                "SELECT 'job', extension_id FROM cerb_property_store WHERE property='enabled' AND value<>'0'",
                "SELECT 'search', extension_id FROM cerb_property_store WHERE property='engine_params_json' AND value<>''", "SELECT 'mailbox', id FROM mailbox WHERE enabled",
                "SELECT 'mail', id FROM mail_queue WHERE is_queued", "SELECT 'transport', id FROM mail_transport WHERE NOT extension_id <=> 'core.mail.transport.null'",
                "SELECT 'timer', id FROM automation_timer WHERE NOT is_disabled", "SELECT 'reminder', id FROM reminder WHERE NOT is_closed",
                "SELECT 'webhook', id FROM webhook_listener WHERE guid='d0c5f0'", "SELECT 'profile', id FROM devblocks_storage_profile WHERE NOT params_json <=> '{}'",
                "SELECT 'message', status_id FROM queue_message"));
        if (release == Release.V10_4) {
            queries.add("SELECT 'event', id FROM automation_event WHERE automations_kata <> ''");
        } else {
            queries.add("SELECT 'listener', id FROM automation_event_listener WHERE NOT is_disabled");
        }
        if (release != Release.V11_2) {
            queries.addAll(List.of("SELECT 'behavior', id FROM trigger_event WHERE NOT is_disabled",
                    "SELECT 'scheduled', id FROM context_scheduled_behavior WHERE run_date < 4000000000", "SELECT 'delete', storage_key FROM devblocks_storage_queue_delete"));
        }
        return queries.stream().map(schema::rows).flatMap(List::stream).toList();
    }
}
