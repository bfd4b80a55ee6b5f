package cerb.backup.format.document;

import cerb.backup.format.Id;
import cerb.backup.format.JsonReader;
import cerb.backup.format.Timestamps;
import java.time.Instant;
import java.util.List;

/** Reads one snapshot; fields it does not know are passed over. */
final class SnapshotReader {

    private final JsonReader json;
    private Instant time = Timestamps.ZERO;
    private Id parent;
    private Id tree;
    private List<String> paths = List.of();
    private String hostname = "";
    private String username = "";
    private long uid;
    private long gid;
    private List<String> excludes = List.of();
    private List<String> tags = List.of();
    private Id original;
    private String programVersion = "";
    private Snapshot.Summary summary;

    SnapshotReader(JsonReader json) {
        this.json = json;
    }

    Snapshot read() {
        json.beginObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            field(field);
        }
        json.end();
        if (tree == null) {
            throw json.malformed("has no tree");
        }
        return new Snapshot(time, parent, tree, paths, hostname, username, uid, gid, excludes, tags, original, programVersion, summary);
    }

    private void field(String field) {
        switch (field) {
            case "time" -> time = json.time();
            case "parent" -> parent = json.id();
            case "tree" -> tree = json.id();
            case "paths" -> paths = json.strings();
            case "hostname" -> hostname = json.string();
            case "username" -> username = json.string();
            case "uid" -> uid = json.unsignedInt();
            case "gid" -> gid = json.unsignedInt();
            case "excludes" -> excludes = json.strings();
            case "tags" -> tags = json.strings();
            case "original" -> original = json.id();
            case "program_version" -> programVersion = json.string();
            case "summary" -> summary = new SummaryReader().read();
            default -> json.skip();
        }
    }

    /** The counts: two times and many numbers. */
    private final class SummaryReader {

        private static final List<String> COUNTS = List.of("files_new", "files_changed", "files_unmodified", "dirs_new", "dirs_changed",
                "dirs_unmodified", "data_blobs", "tree_blobs", "data_added", "data_added_packed", "total_files_processed",
                "total_bytes_processed");

        private final long[] counts = new long[COUNTS.size()];
        private Instant start = Timestamps.ZERO;
        private Instant end = Timestamps.ZERO;

        Snapshot.Summary read() {
            json.beginObject();
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                field(field);
            }
            return new Snapshot.Summary(start, end, counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6], counts[7],
                    counts[8], counts[9], counts[10], counts[11]);
        }

        private void field(String field) {
            int count = COUNTS.indexOf(field);
            if (count >= 0) {
                counts[count] = json.number(0, Long.MAX_VALUE);
            } else if (field.equals("backup_start")) {
                start = json.time();
            } else if (field.equals("backup_end")) {
                end = json.time();
            } else {
                json.skip();
            }
        }
    }
}
