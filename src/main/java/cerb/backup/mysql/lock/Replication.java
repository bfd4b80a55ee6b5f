package cerb.backup.mysql.lock;

import cerb.backup.mysql.BinlogPosition;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a replica says of itself (MySQL manual, "SHOW REPLICA STATUS"). Servers spell it with source and replica, or with master and slave.
 *
 * @param status the first row of the answer by column; empty on a server that is no replica, or does not say
 */
record Replication(Map<String, String> status) {
    /** The position in the source's binlog up to which this replica has applied it; null if it is none. */
    BinlogPosition source(String appliedGtid) {
        String file = first("Relay_Source_Log_File", "Relay_Master_Log_File");
        return file == null || file.isEmpty() ? null
                : new BinlogPosition(file, Long.parseLong(first("Exec_Source_Log_Pos", "Exec_Master_Log_Pos")), Objects.requireNonNullElse(appliedGtid, ""));
    }

    /** Why its rows may be older than the source's, if they may be by more than the limit. */
    Optional<String> doubt(Duration limit) {
        if (status.isEmpty()) {
            return Optional.empty();
        }
        for (String thread : new String[] {"IO", "SQL"}) {
            String running = first("Replica_" + thread + "_Running", "Slave_" + thread + "_Running");
            if (!"Yes".equals(running)) {
                return Optional.of("the server is a replica that does not follow its source (its " + thread + " thread: " + running
                        + "), so the dump is of the time at which it stopped: look at SHOW REPLICA STATUS");
            }
        }
        String seconds = first("Seconds_Behind_Source", "Seconds_Behind_Master");
        if (seconds == null || Long.parseLong(seconds) > limit.toSeconds()) {
            return Optional.of("the server is a replica " + (seconds == null ? "of unknown delay" : seconds + " seconds behind its source")
                    + ", and the dump is as old; dump.lag-limit allows " + limit.toSeconds());
        }
        return Optional.empty();
    }

    private String first(String newer, String older) {
        return status.getOrDefault(newer, status.get(older));
    }
}
