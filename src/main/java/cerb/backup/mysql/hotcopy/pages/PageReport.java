package cerb.backup.mysql.hotcopy.pages;

import java.util.List;

/**
 * What the checksums of a file's pages say.
 *
 * @param damaged numbers of pages that have not the checksum they should have, the first few
 * @param more    how many more of them
 * @param unknown pages whose checksums cannot be looked at, because they are compressed
 */
public record PageReport(List<Long> damaged, long more, long unknown) {
    /** Copies the list. */
    public PageReport {
        damaged = List.copyOf(damaged);
    }
}
