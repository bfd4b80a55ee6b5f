package cerb.backup.demo.helpdesk;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.SplittableRandom;

/** Fills who writes and who answers, with the settings around them. */
final class PeopleTables {
    static final int WORKERS = 12;
    static final int GROUPS = 4;

    private final Connection connection;
    private final HelpdeskSize size;
    private final Prose prose;

    PeopleTables(Connection connection, HelpdeskSize size, long seed) {
        this.connection = connection;
        this.size = size;
        prose = new Prose(new SplittableRandom(seed ^ 0x70656f706c65L));
    }

    void fill() throws SQLException {
        addresses();
        organisations();
        workers();
        groups();
        settings();
    }

    private void addresses() throws SQLException {
        try (var address = new Rows(connection, "address", "id,email,contact_id,contact_org_id,num_nonspam,host,updated");
                var contact = new Rows(connection, "contact",
                        "id,first_name,last_name,org_id,gender,dob,primary_email_id,created_at")) {
            for (var id = 1; id <= size.addresses(); id++) {
                var host = prose.word() + ".example";
                var organisation = 1 + id % organisationCount();
                address.add(id, prose.word() + "." + id + "@" + host, id, organisation, prose.random().nextInt(50), host, Clock.at(id));
                contact.add(id, prose.name(), prose.name(), organisation, id % 3 == 0 ? "F" : "",
                        id % 7 == 0 ? "19" + (50 + id % 50) + "-0" + (1 + id % 9) + "-1" + id % 10 : null, id, Clock.at(id));
            }
        }
    }

    private void organisations() throws SQLException {
        try (var organisation = new Rows(connection, "contact_org", "id,name,city,country,created")) {
            for (var id = 1; id <= organisationCount(); id++) {
                organisation.add(id, prose.name() + " & " + prose.name(), prose.word(), "", Clock.at(id));
            }
        }
    }

    private int organisationCount() {
        return size.addresses() / 20 + 1;
    }

    private void workers() throws SQLException {
        try (var worker = new Rows(connection, "worker",
                "id,first_name,last_name,title,is_superuser,at_mention_name,timezone,dob,updated");
                var session = new Rows(connection, "devblocks_session", "session_id,session_token,updated,session_data,user_id")) {
            for (var id = 1; id <= WORKERS; id++) {
                worker.add(id, prose.name(), prose.name(), "Support 🛟 " + id, id == 1 ? 1 : 0, prose.word() + id,
                        "Europe/Vienna", id % 2 == 0 ? "1984-02-29" : null, Clock.at(id));
                session.add(prose.hex(40), prose.hex(64), Clock.at(id), "visit|" + prose.hex(200), id);
            }
        }
    }

    private void groups() throws SQLException {
        try (var group = new Rows(connection, "worker_group", "id,name,is_default,created,routing_kata");
                var bucket = new Rows(connection, "bucket", "id,group_id,name,is_default")) {
            for (var id = 1; id <= GROUPS; id++) {
                group.add(id, prose.word(), id == 1 ? 1 : 0, Clock.at(id),
                        "rule/spam:\n  if@bool: {{is_spam}}\n  then:\n    move_to: 'Spam \\ \"Junk\"'\n");
                bucket.add(id, id, "Inbox", 1);
            }
        }
    }

    private void settings() throws SQLException {
        try (var setting = new Rows(connection, "devblocks_setting", "plugin_id,setting,value");
                var property = new Rows(connection, "cerb_property_store", "extension_id,property,value");
                var patch = new Rows(connection, "cerb_patch_history", "plugin_id,revision,run_date");
                var profile = new Rows(connection, "devblocks_storage_profile", "id,name,extension_id,params_json")) {
            setting.add("cerberusweb.core", "helpdesk_title", "Cerb of " + prose.name() + " – “Support”");
            setting.add("cerberusweb.core", "empty", null);
            property.add("cron.mail", "enabled", "1");
            property.add("cerb.search.schema.message_content", "last_indexed_id", Integer.toString(size.messages()));
            patch.add("cerberusweb.core", 1490, Clock.at(0));
            profile.add(1, "Disk", ObjectFiles.DISK, "{}");
        }
    }
}
