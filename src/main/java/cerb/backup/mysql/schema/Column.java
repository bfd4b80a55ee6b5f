package cerb.backup.mysql.schema;

import cerb.backup.mysql.Identifier;
import java.util.Locale;
import java.util.Set;

/**
 * A column whose values are dumped.
 *
 * @param name      name
 * @param type      DATA_TYPE in lower case
 * @param kind      how its values are read and written
 * @param charset   character set of text, else empty
 * @param collation collation of text, else empty
 * @param asNumber  an ENUM with an empty member, which as text cannot be told from the error value 0
 * @param nullable  may hold NULL
 */
public record Column(String name, String type, ColumnKind kind, String charset, String collation, boolean asNumber, boolean nullable) {
    private static final Set<String> NUMBERS = Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "year");
    private static final Set<String> BINARIES = Set.of("bit", "binary", "varbinary", "vector", "geometry", "point",
        "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geomcollection", "geometrycollection");
    private static final Set<String> BLOBS = Set.of("tinyblob", "blob", "mediumblob", "longblob");
    private static final Set<String> UTF8 = Set.of("utf8", "utf8mb3", "utf8mb4", "ascii");
    private static final Set<String> WIDE = Set.of("ucs2", "utf16", "utf16le", "utf32", "swe7", "sjis");
    private static final Set<String> ORDERED_TYPES = Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "char",
            "varchar", "binary", "varbinary",
        "date", "datetime", "timestamp");

    /** From a row of {@code information_schema.COLUMNS}; {@code columnType} is COLUMN_TYPE. */
    public static Column of(String name, String dataType, String columnType, String charset, String collation, boolean nullable) {
        String type = dataType.toLowerCase(Locale.ROOT);
        boolean asNumber = type.equals("enum") && columnType.matches("(?is).*[(,]''[,)].*");
        return new Column(name, type, asNumber ? ColumnKind.NUMBER : kind(type, charset), charset, collation, asNumber, nullable);
    }

    private static ColumnKind kind(String type, String charset) {
        if (NUMBERS.contains(type)) {
            return ColumnKind.NUMBER;
        }
        if (type.equals("float") || type.equals("double")) {
            return ColumnKind.APPROXIMATE;
        }
        if (BLOBS.contains(type)) {
            return ColumnKind.BLOB;
        }
        if (BINARIES.contains(type) || charset.equals("binary")) {
            return ColumnKind.BYTES;
        }
        if (type.equals("json")) {
            return ColumnKind.JSON;
        }
        if (UTF8.contains(charset)) {
            return ColumnKind.TEXT;
        }
        if (charset.isEmpty()) {
            return ColumnKind.QUOTED;
        }
        return WIDE.contains(charset) ? ColumnKind.WIDE_TEXT : ColumnKind.FOREIGN_TEXT;
    }

    /** What to select so that no digit and no distinction is lost. */
    public String expression() {
        String quoted = Identifier.quote(name);
        if (asNumber) {
            return quoted + "+0";
        }
        return type.equals("float") ? quoted + "*1E0" : quoted;
    }

    /** True if a literal compares with the column as the column's values are ordered, so that chunks can be bounded by it. */
    boolean isRangeable() {
        return !nullable && ORDERED_TYPES.contains(type)
                && (kind == ColumnKind.NUMBER || kind == ColumnKind.TEXT || kind == ColumnKind.BYTES || kind == ColumnKind.QUOTED);
    }
}
