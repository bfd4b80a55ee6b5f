package cerb.backup.mysql.lock;

import cerb.backup.mysql.BinlogPosition;
import cerb.backup.mysql.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Snapshots of one moment without any lock: MariaDB tells each snapshot's place in the binlog (MariaDB documentation, "Enhancements for START TRANSACTION
 * WITH CONSISTENT SNAPSHOT"), so they are opened again until all tell the same. Only where every change to the schema moves the binlog.
 */
final class AgreeingSnapshots {
    private static final int ROUNDS = 100;

    private AgreeingSnapshots() {
    }

    /** True if the binlog tells about every change: it is on, not filtered, and a running replica writes what it applies. */
    static boolean arePossible(Session session, Positions positions) {
        return session.server().isMariaDb() && position(session) != null && positions.isUnfiltered(session)
            && (session.value("SELECT @@GLOBAL.log_slave_updates").orElse("0").equals("1") || status(session, "Slaves_running").equals("0"));
    }

    private static String status(Session session, String name) {
        return session.rows("SHOW GLOBAL STATUS LIKE '" + name + "'").stream().findFirst().map(row -> row.get(1)).orElse("0");
    }

    /** The common position; empty if writers were too quick, and the snapshots differ. */
    static Optional<BinlogPosition> open(Snapshots snapshots) {
        List<Session> sessions = snapshots.sessions();
        snapshots.begin();
        Session first = sessions.get(0);
        String common = position(first);
        for (int round = 0, agreed = 1, next = 1; agreed < sessions.size(); round++, next = (next + 1) % sessions.size()) {
            if (round == ROUNDS * sessions.size()) {
                return Optional.empty();
            }
            if (position(sessions.get(next)).equals(common)) {
                agreed++;
                continue;
            }
            Snapshots.begin(sessions.get(next));
            String newer = position(sessions.get(next));
            agreed = newer.equals(common) ? agreed + 1 : 1;
            common = newer;
        }
        return Optional.of(parse(first, common));
    }

    private static BinlogPosition parse(Session session, String common) {
        String[] parts = common.split(" ");
        String gtid = session.value("SELECT BINLOG_GTID_POS('" + parts[0] + "', " + parts[1] + ")").orElse("");
        return new BinlogPosition(parts[0], Long.parseLong(parts[1]), gtid);
    }

    /** File and offset; null without a binlog. */
    private static String position(Session session) {
        Map<String, String> status = new HashMap<>();
        session.rows("SHOW STATUS LIKE 'binlog\\_snapshot\\_%'")
                .forEach(row -> status.put(row.get(0).toLowerCase(Locale.ROOT), row.get(1)));
        String file = status.getOrDefault("binlog_snapshot_file", "");
        return file.isEmpty() ? null : file + " " + status.get("binlog_snapshot_position");
    }
}
