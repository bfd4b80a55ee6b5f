package cerb.backup.operation.drill.scratch;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.load.trial.Trial;
import cerb.backup.operation.report.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Removes what drills that were cut off have left. Only what a marker names, and only where it is beyond doubt that it is a drill's. */
public final class Leftovers {
    private static final String PID = "pid";
    private static final String DATA = "data";

    private final Scratch scratch;
    private final DatabaseAddress server;

    /** Those beside a drill; {@code server} is the given server of now, or null: a schema on another one is not dropped. */
    public Leftovers(Scratch scratch, DatabaseAddress server) {
        this.scratch = scratch;
        this.server = server;
    }

    /** Removes them, and answers what was removed, and what could not be. */
    public List<Finding> remove() {
        List<Finding> findings = new ArrayList<>();
        try {
            for (Path home : scratch.leftovers()) {
                findings.add(remove(home));
            }
        } catch (IOException e) {
            findings.add(Finding.note("earlier drills", "what they may have left could not be looked for: " + e));
        }
        return findings;
    }

    private Finding remove(Path home) {
        String subject = "earlier drill " + home.getFileName();
        try {
            Marker marker = Marker.read(home);
            if (!marker.isOf(home)) {
                return Finding.note(subject, "is not removed, since its marker names what that drill has not made: look at what is there, and delete it by hand");
            }
            endServer(home);
            Optional<String> kept = dropSchema(marker);
            if (kept.isPresent()) {
                return Finding.note(subject, "was cut off, and has left " + kept.get());
            }
            deleteFiles(home, marker);
            return Finding.note(subject, "was cut off; what it had left is removed now");
        } catch (IOException | DatabaseException e) {
            return Finding.note(subject, "was cut off, and what it has left cannot be removed: " + e.getMessage());
        }
    }

    /** A server that a drill started outlives it when the drill is killed; it is known by the directory that it was told to work in. */
    static void endServer(Path home) throws IOException {
        Path file = home.resolve(PID);
        if (!Files.exists(file)) {
            return;
        }
        String pid = Files.readString(file).strip();
        String data = "--datadir=" + home.resolve(DATA);
        if (pid.matches("[0-9]{1,9}")) {
            ProcessHandle.of(Long.parseLong(pid))
                    .filter(process -> process.info().arguments().map(Arrays::asList).orElse(List.of()).contains(data))
                    .ifPresent(process -> {
                        process.destroyForcibly();
                        process.onExit().join();
                    });
        }
    }

    /** Drops the schema; answers what is not dropped, in words, if something is not. */
    private Optional<String> dropSchema(Marker marker) {
        if (marker.schema() == null) {
            return Optional.empty();
        }
        if (!marker.ours()) {
            return Optional.of("the schema " + marker.schema() + " at " + marker.server() + ", whose name somebody has given: drop it by hand, and then delete the drill's directory");
        }
        if (server == null || !server.withSchema("").toString().equals(marker.server())) {
            return Optional.of("the schema " + marker.schema() + " at " + marker.server() + ", which is not the server of the drills now: drop it by hand, and then delete the drill's directory");
        }
        drop(server, marker.schema());
        try (Session session = new Connections(server.withSchema("")).open()) {
            Trial.removeLeft(session, marker.schema());
        }
        return Optional.empty();
    }

    /** Drops a schema with all that it holds. */
    public static void drop(DatabaseAddress server, String schema) {
        try (Session session = new Connections(server.withSchema("")).open()) {
            session.execute("DROP DATABASE IF EXISTS " + Identifier.quote(schema));
        }
    }

    /** Deletes the files that a drill has made, its marker last. */
    static void deleteFiles(Path home, Marker marker) throws IOException {
        if (marker.storage() != null) {
            Trees.delete(Path.of(marker.storage()), null);
        }
        Trees.delete(home, home.resolve(Marker.NAME));
    }
}
