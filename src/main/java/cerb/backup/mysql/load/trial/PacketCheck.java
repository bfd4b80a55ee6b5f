package cerb.backup.mysql.load.trial;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.UnfitServerException;
import cerb.backup.mysql.load.script.LoadSource;
import cerb.backup.mysql.load.script.Scripts;
import cerb.backup.mysql.load.text.StatementReader;
import java.io.IOException;
import java.util.Collection;

/**
 * Refuses a dump with a statement that is longer than the server takes, before anything is changed. A statement is no longer than its file, so only files that are longer than a
 * packet are read, and most dumps have none.
 */
public final class PacketCheck {
    /** What goes with a statement in its packet. */
    private static final int OVERHEAD = 1 << 10;
    private static final long LARGEST = 1 << 30;

    private final DatabaseAddress target;
    private final LoadSource source;

    /** Of a target, and the files that are to be loaded into it. */
    public PacketCheck(DatabaseAddress target, LoadSource source) {
        this.target = target;
        this.source = source;
    }

    /** Throws UnfitServerException where a statement of these files is longer than the server takes. */
    public void demand(Collection<String> paths) {
        try (Session session = new Connections(target.withSchema("")).open()) {
            long packet = Long.parseLong(session.value("SELECT @@max_allowed_packet").orElseThrow());
            Longest longest = new Longest();
            paths.stream().filter(path -> source.size(path) > packet - OVERHEAD)
                    .forEach(path -> new Scripts(source).reading(path, statements -> longest.look(path, statements)));
            if (longest.bytes > packet - OVERHEAD) {
                throw new UnfitServerException("loading into " + target + " refused: " + longest.path + " has a statement of " + longest.bytes
                    + " bytes, and max_allowed_packet of the server is " + packet, remedy(longest.bytes + OVERHEAD) + " Nothing has been changed in the database.");
            }
        }
    }

    private static final class Longest {
        private String path;
        private long bytes;

        void look(String in, StatementReader statements) throws IOException {
            while (statements.skip()) {
                if (statements.length() > bytes) {
                    path = in;
                    bytes = statements.length();
                }
            }
        }
    }

    private static String remedy(long needed) {
        if (needed > LARGEST) {
            return "No server takes more than " + LARGEST + " bytes. Load the other tables with --table.";
        }
        return "Run as an administrator of the server: SET GLOBAL max_allowed_packet=" + Math.min(LARGEST, Long.highestOneBit(needed - 1) * 2)
            + "; it counts for connections made afterwards, as those of the next restore are. Set the same in the server's configuration file, or it is forgotten at its next start.";
    }
}
