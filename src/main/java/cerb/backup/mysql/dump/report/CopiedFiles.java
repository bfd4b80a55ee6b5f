package cerb.backup.mysql.dump.report;

import java.util.Map;

/**
 * What a server must be like to take the files of another.
 *
 * @param pageSize           {@code innodb_page_size} in bytes
 * @param byteOrder          {@code LITTLE_ENDIAN} or {@code BIG_ENDIAN}
 * @param lowerCaseTableNames {@code lower_case_table_names}, by which files are named
 * @param indices            whether the indices of MyISAM and Aria tables were copied; else only their headers
 * @param rowFormats         the row format of each table whose files were copied, as information_schema spells it
 */
public record CopiedFiles(int pageSize, String byteOrder, int lowerCaseTableNames, boolean indices, Map<String, String> rowFormats) {
    /** Copies the map. */
    public CopiedFiles {
        rowFormats = Map.copyOf(rowFormats);
    }
}
