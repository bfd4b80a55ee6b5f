package cerb.backup.operation.doctor.database;

import cerb.backup.mysql.inspect.ServerFacts;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What else a server's settings mean for a backup: what a crash loses, its clock, the encryption of the way to it. */
public final class ServerExamination implements Examination {
    private static final Duration CLOCKS = Duration.ofSeconds(2);

    private final ServerFacts server;
    private final boolean remote;

    /** {@code remote} is true where the connection leaves this machine. */
    public ServerExamination(ServerFacts server, boolean remote) {
        this.server = server;
        this.remote = remote;
    }

    @Override
    public String subject() {
        return "server";
    }

    @Override
    public List<Diagnosis> examine() {
        List<Diagnosis> found = new ArrayList<>();
        found.add(Diagnosis.ok(subject(), (server.mariaDb() ? "MariaDB " : "MySQL ") + server.version()));
        found.add(durability());
        found.add(clock());
        if (remote) {
            found.add(server.cipher().isEmpty()
                    ? Diagnosis.warning("tls", "the connection is not encrypted", "Everybody on the way can read the whole database once a day.", "Set database.tls=required, after making a certificate for the server (its options ssl_cert and ssl_key).")
                    : Diagnosis.ok("tls", "the connection is encrypted with " + server.cipher()));
        }
        return found;
    }

    private Diagnosis durability() {
        String name = "innodb_flush_log_at_trx_commit";
        String value = server.variable(name).orElse("1");
        return value.equals("1") ? Diagnosis.ok(subject(), name + "=1") : Diagnosis.note(subject(), name + "=" + value,
                "A crash of the machine can lose the last second of the live database; files of these rows are in the backup then, and the rows are not.", "SET GLOBAL " + name + "=1;  and the same in the server's configuration file");
    }

    private Diagnosis clock() {
        String zone = server.variable("time_zone").filter(text -> !text.equals("SYSTEM")).or(() -> server.variable("system_time_zone")).orElse("unknown");
        String found = "the server's clock is " + server.clockOffset().abs().toMillis() + " ms " + (server.clockOffset().isNegative() ? "behind" : "before") + " ours, its time zone is " + zone;
        return server.clockOffset().abs().compareTo(CLOCKS) <= 0 ? Diagnosis.ok("clock", found)
                : Diagnosis.warning("clock", found, "Times of recovery points, of the binary log and of files could not be compared.", "timedatectl set-ntp true  on both machines");
    }
}
