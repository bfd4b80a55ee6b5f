package cerb.backup.demo.helpdesk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/** Fills tickets, messages and what goes with them: nearly all of a helpdesk's bytes. */
final class ConversationTables {
    private static final int TICKETS_A_ROUND = 200;

    private final Connection connection;
    private final HelpdeskSize size;
    private final Prose prose;

    ConversationTables(Connection connection, HelpdeskSize size, long seed) {
        this.connection = connection;
        this.size = size;
        prose = new Prose(new SplittableRandom(seed ^ 0x74616c6bL));
    }

    void fill(LongConsumer ticketsDone) throws SQLException {
        for (var first = 1; first <= size.tickets(); first += TICKETS_A_ROUND) {
            var last = Math.min(size.tickets(), first + TICKETS_A_ROUND - 1);
            tickets(first, last);
            messages(first, last);
            around(first, last);
            ticketsDone.accept(last);
        }
    }

    private void tickets(int first, int last) throws SQLException {
        var random = prose.random();
        try (var ticket = new Rows(connection, "ticket", """
                id,mask,subject,group_id,bucket_id,first_message_id,last_message_id,created_date,updated_date,
                first_wrote_address_id,owner_id,org_id,num_messages,spam_score,importance,status_id,closed_at""");
                var requester = new Rows(connection, "requester", "address_id,ticket_id")) {
            for (var id = first; id <= last; id++) {
                var group = 1 + random.nextInt(PeopleTables.GROUPS);
                var message = firstMessage(id);
                var status = random.nextInt(4);
                ticket.add(id, mask(id), prose.subject(), group, group, message, message + HelpdeskSize.MESSAGES_PER_TICKET - 1,
                        Clock.at(id), Clock.at(id) + random.nextInt(90_000), writer(id), random.nextInt(PeopleTables.WORKERS + 1),
                        0, HelpdeskSize.MESSAGES_PER_TICKET, "0." + (1000 + random.nextInt(8999)), random.nextInt(100), status,
                        status == 2 ? Clock.at(id) + 100_000 : 0);
                requester.add(writer(id), id);
            }
        }
    }

    private void messages(int first, int last) throws SQLException {
        try (var message = new Rows(connection, "message", """
                id,ticket_id,created_date,address_id,is_outgoing,worker_id,storage_extension,storage_key,storage_size,
                hash_header_message_id,token""");
                var headers = new Rows(connection, "message_headers", "message_id,headers");
                var content = new Rows(connection, "storage_message_content", "id,data,chunk");
                var index = new Rows(connection, "fulltext_message_content", "id,content")) {
            for (var id = firstMessage(first); id < firstMessage(last + 1); id++) {
                var ticket = (id - 1) / HelpdeskSize.MESSAGES_PER_TICKET + 1;
                var outgoing = id % HelpdeskSize.MESSAGES_PER_TICKET == 2;
                var body = prose.body(bodyLength(id));
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                message.add(id, ticket, Clock.at(ticket) + id % 3 * 3_000, writer(ticket), outgoing ? 1 : 0,
                        outgoing ? 1 + ticket % PeopleTables.WORKERS : 0, MessageContent.DATABASE, Integer.toString(id),
                        bytes.length, prose.hex(40), prose.hex(16));
                headers.add(id, headers(id));
                MessageContent.add(content, id, ByteBuffer.wrap(bytes));
                index.add(id, indexed(body));
            }
        }
    }

    private void around(int first, int last) throws SQLException {
        var random = prose.random();
        try (var log = new Rows(connection, "context_activity_log",
                "activity_point,actor_context,actor_context_id,target_context,target_context_id,created,entry_json");
                var comment = new Rows(connection, "comment", "context,context_id,created,comment,owner_context,owner_context_id");
                var field = new Rows(connection, "custom_field_stringvalue", "field_id,context_id,field_value,context");
                var delivery = new Rows(connection, "mail_delivery_log",
                        "type,status_id,created_at,`to`,subject,header_message_id,properties_json")) {
            for (var id = first; id <= last; id++) {
                for (var i = 0; i < 2 * HelpdeskSize.MESSAGES_PER_TICKET; i++) {
                    log.add("ticket.message." + (i % 2 == 0 ? "inbound" : "outbound"), "cerberusweb.contexts.address", writer(id),
                            "cerberusweb.contexts.ticket", id, Clock.at(id) + i, logEntry());
                }
                field.add(1 + random.nextInt(5), id, prose.subject(), "cerberusweb.contexts.ticket");
                delivery.add("ticket.reply", 0, Clock.at(id), "someone@" + prose.word() + ".example", prose.subject(),
                        "<" + prose.hex(32) + "@helpdesk.example>", "{\"bucket\":" + random.nextInt(99) + "}");
                if (id % 5 == 0) {
                    comment.add("cerberusweb.contexts.ticket", id, Clock.at(id), prose.body(400), "cerberusweb.contexts.worker", 1);
                }
            }
        }
    }

    /** Most mails are short, some are long, and one in 997 takes several chunks. */
    private int bodyLength(int id) {
        return id % 997 == 0 ? 150_000 : 300 + (int) (2_400 * Math.pow(prose.random().nextDouble(), 2) * 1.5);
    }

    private String headers(int id) {
        return "Received: from mx" + id % 3 + ".example ([192.0.2." + id % 250 + "])\n\tby mail.helpdesk.example with ESMTPS id "
                + prose.hex(12) + "\nDKIM-Signature: v=1; a=rsa-sha256; d=" + prose.word() + ".example; b=" + prose.hex(160)
                + "\nMessage-Id: <" + prose.hex(24) + "@" + prose.word() + ".example>\nSubject: " + prose.subject()
                + "\nFrom: \"" + prose.name() + "\" <" + prose.word() + "@" + prose.word()
                + ".example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=\"utf-8\"\nX-Mailer: Post 4.2\n";
    }

    private String logEntry() {
        return "{\"message\":\"activities.ticket.message\",\"variables\":{\"actor\":\"" + prose.name() + "\",\"target\":\""
                + prose.subject() + "\"},\"urls\":{\"target\":\"ctx://ticket:" + prose.random().nextInt(size.tickets()) + "\"}}";
    }

    /** What the search index keeps of a body; its columns cannot hold every character. */
    static String indexed(String body) {
        return body.substring(0, Math.min(body.length(), 1_000)).toLowerCase().replaceAll("[^a-z0-9 ]", " ");
    }

    private int writer(int ticket) {
        return 1 + ticket % size.addresses();
    }

    private static int firstMessage(int ticket) {
        return (ticket - 1) * HelpdeskSize.MESSAGES_PER_TICKET + 1;
    }

    private String mask(int id) {
        return "CRB-" + (10_000 + id % 90_000) + "-" + id;
    }
}
