package cerb.backup.mysql.hotcopy;

import cerb.backup.mysql.hotcopy.files.CopyEngine;
import cerb.backup.mysql.hotcopy.files.DataDirectory;
import cerb.backup.mysql.hotcopy.files.TableFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What is copied of a file: its begin, or all.
 *
 * @param file the server's
 * @param most bytes that are copied at most
 */
record Portion(Path file, long most) {
    /** Of all files of a table; {@code indices} as in {@link HotCopyOptions}. */
    static Stream<Portion> of(TableFiles table, boolean indices) {
        return table.rows().stream().flatMap(rows -> {
            Path second = table.second(rows);
            // The description of an InnoDB file is there only while it is locked.
            boolean isThere = table.engine() != CopyEngine.INNODB || Files.exists(second);
            return isThere ? Stream.of(whole(rows), table.engine() == CopyEngine.MYISAM && !indices ? new Portion(second, IndexHeader.length(second)) : whole(second)) : Stream.of(whole(rows));
        });
    }

    private static Portion whole(Path file) {
        return new Portion(file, Long.MAX_VALUE);
    }

    /** As many as there are now. */
    long bytes() {
        return Math.min(most, DataDirectory.length(file));
    }
}
