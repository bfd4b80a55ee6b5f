package cerb.backup;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A MySQL server of a test's own, for what nobody else must feel: {@code root} without a password, its data in a directory that the test clears away. */
public final class OwnMysql implements AutoCloseable {
    private static final long START_LIMIT_SECONDS = 60;

    private final Process process;
    private final int port;

    private OwnMysql(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one in an empty directory and returns when it accepts connections. */
    public static OwnMysql start(Path directory, String... options) throws IOException, InterruptedException {
        Path data = directory.resolve("data");
        Process init = launch(directory, data, List.of("--initialize-insecure"));
        if (!init.waitFor(START_LIMIT_SECONDS, TimeUnit.SECONDS) || init.exitValue() != 0) {
            init.destroyForcibly();
            throw new IllegalStateException("mysqld could not make its data: " + Files.readString(directory.resolve("log")));
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> all = new ArrayList<>(List.of("--port=" + port, "--bind-address=127.0.0.1", "--socket=" + directory.resolve("socket"), "--mysqlx=OFF",
                "--pid-file=" + directory.resolve("pid"), "--secure-file-priv=", "--innodb-flush-log-at-trx-commit=0"));
        all.addAll(List.of(options));
        OwnMysql server = new OwnMysql(launch(directory, data, all), port);
        server.awaitStart(directory.resolve("log"));
        return server;
    }

    private static Process launch(Path directory, Path data, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(Arrays.asList(Oracles.mysqld().split(" ")));
        command.add("--datadir=" + data);
        command.addAll(options);
        File log = directory.resolve("log").toFile();
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log)).start();
    }

    private void awaitStart(Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_LIMIT_SECONDS);
        while (!accepts()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IllegalStateException("mysqld did not start: " + Files.readString(log));
            }
            Thread.sleep(100);
        }
    }

    private boolean accepts() {
        try {
            DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port + "/?user=root&sslMode=DISABLED&allowPublicKeyRetrieval=true").close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** The TCP port on 127.0.0.1. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
