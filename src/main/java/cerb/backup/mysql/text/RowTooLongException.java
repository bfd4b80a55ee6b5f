package cerb.backup.mysql.text;

import cerb.backup.mysql.DatabaseException;

/** A row whose text does not fit an array of Java. */
final class RowTooLongException extends DatabaseException {
    RowTooLongException(long bytes) {
        super("writing a row failed: its text has " + bytes + " bytes, more than 2 GiB",
                "Leave the table out with database.structure-only, and keep such values elsewhere.");
    }
}
