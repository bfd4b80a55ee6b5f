package cerb.backup.format.document;

import cerb.backup.format.Id;
import cerb.backup.format.JsonWriter;
import java.util.List;

/** Writes snapshots with restic's order of fields and restic's omissions. */
final class SnapshotWriter {

    private SnapshotWriter() {
    }

    static byte[] write(Snapshot snapshot) {
        JsonWriter json = new JsonWriter(1024);
        json.beginObject().field("time").time(snapshot.time());
        unlessNull(json, "parent", snapshot.parent());
        json.field("tree").id(snapshot.tree());
        list(json, "paths", snapshot.paths());
        unlessEmpty(json, "hostname", snapshot.hostname());
        unlessEmpty(json, "username", snapshot.username());
        unlessZero(json, "uid", snapshot.uid());
        unlessZero(json, "gid", snapshot.gid());
        unlessEmpty(json, "excludes", snapshot.excludes());
        unlessEmpty(json, "tags", snapshot.tags());
        unlessNull(json, "original", snapshot.original());
        unlessEmpty(json, "program_version", snapshot.programVersion());
        if (snapshot.summary() != null) {
            summary(json.field("summary"), snapshot.summary());
        }
        return json.endObject().toBytes();
    }

    private static void summary(JsonWriter json, Snapshot.Summary summary) {
        json.beginObject().field("backup_start").time(summary.backupStart()).field("backup_end").time(summary.backupEnd());
        json.field("files_new").number(summary.filesNew());
        json.field("files_changed").number(summary.filesChanged());
        json.field("files_unmodified").number(summary.filesUnmodified());
        json.field("dirs_new").number(summary.dirsNew());
        json.field("dirs_changed").number(summary.dirsChanged());
        json.field("dirs_unmodified").number(summary.dirsUnmodified());
        json.field("data_blobs").number(summary.dataBlobs());
        json.field("tree_blobs").number(summary.treeBlobs());
        json.field("data_added").number(summary.dataAdded());
        json.field("data_added_packed").number(summary.dataAddedPacked());
        json.field("total_files_processed").number(summary.totalFilesProcessed());
        json.field("total_bytes_processed").number(summary.totalBytesProcessed());
        json.endObject();
    }

    private static void list(JsonWriter json, String field, List<String> values) {
        json.field(field).beginArray();
        values.forEach(json::string);
        json.endArray();
    }

    private static void unlessEmpty(JsonWriter json, String field, List<String> values) {
        if (!values.isEmpty()) {
            list(json, field, values);
        }
    }

    private static void unlessEmpty(JsonWriter json, String field, String value) {
        if (!value.isEmpty()) {
            json.field(field).string(value);
        }
    }

    private static void unlessNull(JsonWriter json, String field, Id value) {
        if (value != null) {
            json.field(field).id(value);
        }
    }

    private static void unlessZero(JsonWriter json, String field, long value) {
        if (value != 0) {
            json.field(field).number(value);
        }
    }
}
