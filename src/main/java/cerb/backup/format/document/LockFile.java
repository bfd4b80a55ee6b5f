package cerb.backup.format.document;

import cerb.backup.format.FormatException;
import cerb.backup.format.JsonReader;
import cerb.backup.format.JsonWriter;
import cerb.backup.format.Timestamps;
import java.time.Instant;
import java.util.Objects;

/**
 * Says that somebody works on the repository (restic design, Locks).
 *
 * @param time      when it was last refreshed
 * @param exclusive whether nobody else may work
 * @param hostname  on which machine
 * @param username  who, or empty
 * @param pid       the process
 * @param uid       number of the user, or 0
 * @param gid       number of the user's group, or 0
 */
public record LockFile(Instant time, boolean exclusive, String hostname, String username, long pid, long uid, long gid) {

    /** Refuses nulls. */
    public LockFile {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(hostname, "hostname");
        Objects.requireNonNull(username, "username");
    }

    /**
     * Reads the decrypted and decompressed file.
     *
     * @throws FormatException if it is no lock
     */
    public static LockFile read(byte[] plain) {
        JsonReader json = JsonReader.of("lock", plain);
        Instant time = Timestamps.ZERO;
        boolean exclusive = false;
        String hostname = "";
        String username = "";
        long pid = 0;
        long uid = 0;
        long gid = 0;
        json.beginObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "time" -> time = json.time();
                case "exclusive" -> exclusive = json.bool();
                case "hostname" -> hostname = json.string();
                case "username" -> username = json.string();
                case "pid" -> pid = json.number(0, Long.MAX_VALUE);
                case "uid" -> uid = json.unsignedInt();
                case "gid" -> gid = json.unsignedInt();
                default -> json.skip();
            }
        }
        json.end();
        return new LockFile(time, exclusive, hostname, username, pid, uid, gid);
    }

    /** Returns the JSON of the file, before compression. */
    public byte[] write() {
        JsonWriter json = new JsonWriter(256);
        json.beginObject().field("time").time(time).field("exclusive").bool(exclusive);
        json.field("hostname").string(hostname).field("username").string(username).field("pid").number(pid);
        if (uid != 0) {
            json.field("uid").number(uid);
        }
        if (gid != 0) {
            json.field("gid").number(gid);
        }
        return json.endObject().toBytes();
    }

    /** Returns the same lock, refreshed at {@code now}. */
    public LockFile refreshed(Instant now) {
        return new LockFile(now, exclusive, hostname, username, pid, uid, gid);
    }
}
