package cerb.backup.operation.drill.server;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Tls;
import cerb.backup.operation.drill.scratch.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that a drill has started for itself, with its data in the drill's directory. */
public final class PrivateServer implements DrillServer {
    /** What an empty data directory takes, with redo and undo logs. */
    public static final long BASE_BYTES = 300L << 20;

    private static final String REMEDY = "Look at its message; or name a server in drill.database.host.";
    private static final long START_SECONDS = 180;
    /** Of the socket's path, as the system has it (unix(7): 108 with the zero at its end). */
    private static final int LONGEST_SOCKET = 107;
    private static final int TAIL = 2000;

    private final Process process;
    private final DatabaseAddress schema;
    private final Thread end;

    private PrivateServer(Process process, DatabaseAddress schema) {
        this.process = process;
        this.schema = schema;
        this.end = new Thread(process::destroyForcibly, "ends-server-of-drill");
        Runtime.getRuntime().addShutdownHook(end);
    }

    /**
     * Starts it and returns when it accepts connections.
     *
     * @param home   the drill's directory
     * @param schema the name of the schema that will be made there
     * @throws RefusedException if it does not start
     */
    public static PrivateServer start(ServerProgram program, Path home, String schema) {
        Path socket = home.resolve("socket");
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET) {
            throw new RefusedException("the path of the server's socket, " + socket + ", is longer than " + LONGEST_SOCKET + " bytes", "Name a directory with a shorter path in drill.directory.");
        }
        try {
            makeData(program, home);
            Process process = launch(home, program.run(home.resolve("data"), socket, home.resolve("pid")));
            PrivateServer server = new PrivateServer(process, new DatabaseAddress("localhost", 3306, socket.toString(), schema, "root", () -> "", Tls.DISABLED));
            boolean started = false;
            try {
                server.awaitStart(home);
                started = true;
            } finally {
                if (!started) {
                    server.close();
                }
            }
            return server;
        } catch (IOException e) {
            throw new RefusedException("a database server could not be started in " + home + ": " + e.getMessage(), REMEDY, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("it was interrupted while its database server started", "Hold it again.", e);
        }
    }

    private static void makeData(ServerProgram program, Path home) throws IOException, InterruptedException {
        Path data = Files.createDirectory(home.resolve("data"));
        Process maker = launch(home, program.make(data));
        try {
            if (!maker.waitFor(START_SECONDS, TimeUnit.SECONDS) || maker.exitValue() != 0) {
                throw new IOException("its system tables could not be made: " + logTail(home));
            }
        } finally {
            // a script, and the server that it runs
            maker.descendants().forEach(ProcessHandle::destroyForcibly);
            maker.destroyForcibly();
        }
    }

    private static Process launch(Path home, List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(home.resolve("server.log").toFile()).start();
    }

    private void awaitStart(Path home) throws IOException, InterruptedException {
        long last = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!accepts()) {
            if (!process.isAlive() || System.nanoTime() > last) {
                throw new IOException("it does not accept connections: " + logTail(home));
            }
            Thread.sleep(100);
        }
    }

    private boolean accepts() {
        try {
            new Connections(schema.withSchema("")).open().close();
            return true;
        } catch (DatabaseException e) {
            return false; // not yet; why, its log tells
        }
    }

    private static String logTail(Path home) throws IOException {
        String log = Files.readString(home.resolve("server.log"), StandardCharsets.ISO_8859_1).strip();
        return log.substring(Math.max(0, log.length() - TAIL));
    }

    @Override
    public DatabaseAddress schema() {
        return schema;
    }

    /** Its data are deleted with the drill's directory, so it need not write them. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            return; // the process ends: the hook has run, or does what was done here
        }
    }
}
