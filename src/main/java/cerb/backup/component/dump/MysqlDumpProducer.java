package cerb.backup.component.dump;

import cerb.backup.component.exchange.MysqlDumpConstants;
import cerb.backup.component.exchange.RepositoryConstants;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.dump.Dump;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.dump.DumpStream;
import cerb.backup.mysql.dump.RunningDump;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.hotcopy.HotCopy;
import cerb.backup.operation.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.SynchronizationAdapter;

/** The steps of a dump. Safe for use by several threads at once. */
final class MysqlDumpProducer extends DefaultProducer {
    private final MysqlDumpEndpoint endpoint;

    MysqlDumpProducer(MysqlDumpEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        switch (endpoint.getAction()) {
            case OPEN -> {
                awaitRestarted(exchange);
                RunningDump dump = begin(exchange);
                exchange.setProperty(MysqlDumpConstants.DUMP, dump);
                // A stop skips the route's own mysql-dump:close.
                atTheEnd(exchange, dump::close);
                exchange.getMessage().setBody(dump.plan());
            }
            case READ -> read(exchange);
            case CLOSE -> close(exchange);
            case STREAM -> stream(exchange);
        }
    }

    /** An exchange that opens a second dump lost the first one, to a restart of the server perhaps. */
    private void awaitRestarted(Exchange exchange) {
        if (exchange.getProperty(MysqlDumpConstants.OPENED) != null) {
            new Connections(endpoint.addressOf(exchange.getMessage().getHeader(MysqlDumpConstants.DATABASE, String.class))).awaitServer();
        }
        exchange.setProperty(MysqlDumpConstants.OPENED, true);
    }

    private RunningDump begin(Exchange exchange) {
        if (endpoint.getMethod().equals(MysqlDumpEndpoint.SQL)) {
            return open(exchange, endpoint.options());
        }
        String database = exchange.getMessage().getHeader(MysqlDumpConstants.DATABASE, String.class);
        Run run = run(exchange);
        return HotCopy.open(endpoint.addressOf(database), ofRun(run, endpoint.options()), endpoint.hotCopyOptions().withFloor(run == null ? null : run.floor()), new LoggedDump(run));
    }

    private Dump open(Exchange exchange, DumpOptions asked) {
        String database = exchange.getMessage().getHeader(MysqlDumpConstants.DATABASE, String.class);
        return Dump.open(endpoint.addressOf(database), ofRun(run(exchange), asked), new LoggedDump(run(exchange)));
    }

    private static Run run(Exchange exchange) {
        return exchange.getProperty(RepositoryConstants.RUN, Run.class);
    }

    /** With what the repository knows, if the dump is stored in one. */
    private static DumpOptions ofRun(Run run, DumpOptions asked) {
        return run == null ? asked : asked.withPreviousChunks(run.previousChunks()).withResets(run.resets());
    }

    private void read(Exchange exchange) throws Exception {
        RunningDump dump = exchange.getProperty(MysqlDumpConstants.DUMP, RunningDump.class);
        if (dump == null) {
            throw new NoSuchElementException("mysql-dump:read without an open dump. Let mysql-dump:open come before it in the same exchange");
        }
        Message message = exchange.getMessage();
        DumpPart part = message.getMandatoryBody(DumpPart.class);
        message.setHeader(MysqlDumpConstants.PATH, part.path());
        exchange.setProperty(MysqlDumpConstants.PART, part);
        InputStream rows = dump.read(part);
        // A filter or a failure may keep it from whoever would have closed it, and its session from the next part, which would wait for ever.
        closeAtTheEnd(exchange, rows);
        message.setBody(rows);
    }

    private static void close(Exchange exchange) {
        if (exchange.removeProperty(MysqlDumpConstants.DUMP) instanceof RunningDump dump) {
            dump.close();
        }
    }

    private void stream(Exchange exchange) {
        if (!endpoint.getMethod().equals(MysqlDumpEndpoint.SQL)) {
            throw new IllegalArgumentException("mysql-dump:stream makes one SQL text, and method=" + endpoint.getMethod() + " makes files. Use mysql-dump:open");
        }
        // The one stream is to be loaded as it is, and may go anywhere unencrypted: no accounts, and no hashes of their passwords.
        DumpStream stream = new DumpStream(open(exchange, endpoint.options().withoutAccounts()));
        exchange.getMessage().setBody(stream);
        closeAtTheEnd(exchange, stream);
    }

    private static void closeAtTheEnd(Exchange exchange, InputStream stream) {
        atTheEnd(exchange, () -> {
            try {
                stream.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot end reading the dump: " + e.getMessage(), e);
            }
        });
    }

    private static void atTheEnd(Exchange exchange, Runnable end) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange ended) {
                end.run();
            }
        });
    }
}
