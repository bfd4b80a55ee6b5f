package cerb.backup.operation.rehearsal;

import cerb.backup.cerb.StorageProfile;
import java.util.List;
import java.util.Map;

/**
 * What was changed in a restored database so that a rehearsal harms nobody.
 *
 * @param release  such as {@code Cerb 11.2 (core revision 1506)}
 * @param changes  each statement that could be executed, those that found nothing to change among them
 * @param warnings what an administrator has to look at before a helpdesk runs on it, a sentence each
 * @param notes    what was left alone because that release has nothing of the kind, a sentence each
 * @param elsewhere the storage profiles, by id, that led to a directory or database of their own until they were changed
 */
public record Neutralised(String release, List<Change> changes, List<String> warnings, List<String> notes, Map<Long, StorageProfile> elsewhere) {
    /**
     * What was changed in a table.
     *
     * @param table  the table
     * @param rows   rows changed, which may be none
     * @param effect what is so of them, such as {@code mailboxes switched off}
     */
    public record Change(String table, long rows, String effect) { }

    /** Copies the lists. */
    public Neutralised {
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
        elsewhere = Map.copyOf(elsewhere);
    }

    /** Rows changed in all tables. */
    public long rows() {
        return changes.stream().mapToLong(Change::rows).sum();
    }
}
