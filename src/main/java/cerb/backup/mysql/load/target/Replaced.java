package cerb.backup.mysql.load.target;

/**
 * What a restore would drop in the schema that it writes to.
 *
 * @param contents   tables and whatever else
 * @param unfinished a restore that has begun there and not ended; else null
 */
public record Replaced(Contents contents, Marker unfinished) { }
