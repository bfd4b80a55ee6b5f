package cerb.backup.operation.doctor.database;

import cerb.backup.mysql.Session;
import cerb.backup.mysql.inspect.LargestRow;
import cerb.backup.mysql.inspect.ServerFacts;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import java.time.Duration;
import java.util.List;

/** Whether the largest row fits a packet of the server, as it comes and as a restore sends it. */
public final class PacketExamination implements Examination {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** A byte of a binary value is two hexadecimal digits in the dump, and each sign of a text may need a backslash. */
    private static final int GROWTH = 2;

    private final Session session;
    private final ServerFacts server;

    /** The session is in the schema. */
    public PacketExamination(Session session, ServerFacts server) {
        this.session = session;
        this.server = server;
    }

    @Override
    public String subject() {
        return "max_allowed_packet";
    }

    @Override
    public List<Diagnosis> examine() {
        long packet = server.number("max_allowed_packet").orElse(0L);
        LargestRow row = LargestRow.find(session, LIMIT);
        String found = mib(packet) + "; the largest row " + (row.table().isEmpty() ? "has no large column" : "found has " + mib(row.bytes()) + " in " + row.table())
                + (row.cut().isEmpty() ? "" : " (not looked through in " + LIMIT.toSeconds() + " s: " + String.join(", ", row.cut()) + ")");
        if (row.bytes() * GROWTH > packet) {
            return List.of(Diagnosis.warning(subject(), found, "In the text of a dump a row may be twice as long, and a restore into a server with this setting would fail at it.",
                    "SET GLOBAL max_allowed_packet=" + Math.min(1L << 30, Long.highestOneBit(row.bytes() * GROWTH) * 2) + ";  and the same in the server's configuration file"));
        }
        return List.of(Diagnosis.ok(subject(), found));
    }

    private static String mib(long bytes) {
        return bytes < 1 << 20 ? (bytes + 1023 >> 10) + " KiB" : (bytes >> 20) + " MiB";
    }
}
