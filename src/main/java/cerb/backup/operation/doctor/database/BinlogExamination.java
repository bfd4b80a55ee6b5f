package cerb.backup.operation.doctor.database;

import cerb.backup.mysql.inspect.ServerFacts;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The binary log, which leads from one dump to any time after it. */
public final class BinlogExamination implements Examination {
    private final ServerFacts server;
    private final Duration betweenDumps;

    /** {@code betweenDumps} is zero where dumps are not taken by a clock. */
    public BinlogExamination(ServerFacts server, Duration betweenDumps) {
        this.server = server;
        this.betweenDumps = betweenDumps;
    }

    @Override
    public String subject() {
        return "binary log";
    }

    @Override
    public List<Diagnosis> examine() {
        Optional<Duration> expiry = server.binlogExpiry();
        if (expiry.isEmpty()) {
            return List.of(Diagnosis.note(subject(), "log_bin is off", "What is written between two dumps cannot be brought back from the server's own log, and the position of a dump is unknown.",
                    "Put log_bin=binlog and server_id=1 into the server's configuration file, and restart it."));
        }
        List<Diagnosis> found = new ArrayList<>();
        expect(found, "binlog_format", "ROW", "Other formats repeat statements, which need not do the same a second time.", "SET GLOBAL binlog_format=ROW;  and the same in the server's configuration file");
        expect(found, "sync_binlog", "1", "After a crash of the machine the log may lack what was committed, and a restore by it would end too early.", "SET GLOBAL sync_binlog=1;  and the same in the server's configuration file");
        found.add(kept(expiry.get()));
        return found;
    }

    private Diagnosis kept(Duration expiry) {
        if (expiry.isZero()) {
            return Diagnosis.note(subject(), "logs are never removed", "They fill the disk of the live database in the end.", remedy(14));
        }
        String days = expiry.toHours() / 24 + " days " + expiry.toHours() % 24 + " hours";
        if (expiry.compareTo(betweenDumps.multipliedBy(2)) < 0) {
            return Diagnosis.warning(subject(), "logs are removed after " + days, "If one dump fails, the log no longer leads from the one before it to today.", remedy(Math.max(1, betweenDumps.multipliedBy(3).toDays())));
        }
        return Diagnosis.ok(subject(), "logs are kept for " + days);
    }

    private String remedy(long days) {
        boolean inSeconds = server.variable("binlog_expire_logs_seconds").isPresent();
        return "SET GLOBAL " + (inSeconds ? "binlog_expire_logs_seconds=" + days * 86_400 : "expire_logs_days=" + days) + ";  and the same in the server's configuration file";
    }

    private void expect(List<Diagnosis> found, String name, String value, String why, String remedy) {
        server.variable(name).ifPresent(text -> found.add(text.equals(value) ? Diagnosis.ok(subject(), name + "=" + text) : Diagnosis.warning(subject(), name + "=" + text, why, remedy)));
    }
}
