package cerb.backup.mysql.schema;

/** How the values of a column are read and written, so that they come back bit for bit. */
public enum ColumnKind {
    /** Integers and decimals: the digits as they are. */
    NUMBER,
    /** FLOAT and DOUBLE: read in double precision, because the server prints a FLOAT with six digits only; a negative zero stays one. */
    APPROXIMATE,
    /** Text in UTF-8 or ASCII: quoted; what is not UTF-8 as {@code _binary 0x}. */
    TEXT,
    /** MySQL's JSON as the server prints it, with each digit of a DECIMAL in it: quoted. A server that reads it makes doubles of such. MariaDB's is a text. */
    JSON,
    /** Text in another character set that contains ASCII: quoted if it is ASCII, else its own bytes with the introducer of the set. */
    FOREIGN_TEXT,
    /** Text in a character set whose lower half is not ASCII (ucs2, utf16, utf32, swe7; sjis, where 0x5C comes back as another character): always its own bytes. */
    WIDE_TEXT,
    /** Dates and times, UUID, INET6: ASCII, quoted. */
    QUOTED,
    /** BLOBs, which often hold text: quoted after {@code _binary} if they are well-formed UTF-8, else hexadecimal, twice as long. */
    BLOB,
    /** Binary strings, BIT, geometries with their SRID, vectors: hexadecimal. */
    BYTES
}
