package cerb.backup.operation.query;

import java.time.Instant;

/**
 * An entry of a snapshot as it is listed.
 *
 * @param path       absolute path in the snapshot; names are spelled with Go's escapes, as restic spells them
 * @param type       file, dir, symlink, and so on, as restic says
 * @param mode       permissions in octal, such as 0644
 * @param uid        owner
 * @param gid        group
 * @param user       owner's name, or empty
 * @param group      group's name, or empty
 * @param size       bytes of a file; else 0
 * @param mtime      time of the last change
 * @param linkTarget of a symbolic link; else null
 */
public record EntryInfo(String path, String type, String mode, long uid, long gid, String user, String group, long size, Instant mtime, String linkTarget) {
}
