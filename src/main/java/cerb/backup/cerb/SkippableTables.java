package cerb.backup.cerb;

import java.util.List;
import java.util.regex.Pattern;

/** Tables whose rows a dump may leave out; their structure is always kept. */
public final class SkippableTables {
    /** Sessions and caches: the default of {@code database.structure-only}. Users log in again after a restore. */
    public static final List<String> VOLATILE = List.of(
            "devblocks_session", "community_session", "bot_session", "message_html_cache", "explorer_set", "confirmation_code", "context_bulk_update");

    private static final Pattern SEARCH = Pattern.compile("fulltext_.+|search_index_(?:[0-9]+|tokens)");

    /**
     * How far the search index has got, which must begin at nothing where its tables have no rows: until 11.1 in {@code cerb_property_store}, from 11.2
     * in {@code devblocks_registry}. Else old content would never be found again.
     */
    public static final List<Pointer> SEARCH_POINTERS = List.of(
            new Pointer("cerb_property_store", "UPDATE `cerb_property_store` SET `value` = '0' WHERE `extension_id` LIKE '%.search.schema.%'"
                    + " AND `property` IN ('last_indexed_id','last_indexed_time')"),
            new Pointer("devblocks_registry", "UPDATE `devblocks_registry` SET `entry_value` = '0' WHERE `entry_key` REGEXP"
                    + " '^search_index_[0-9]+[.]last_indexed_(at|id)$'"));

    private SkippableTables() {
    }

    /**
     * A place that tells how far something has got.
     *
     * @param table the table
     * @param reset the statement that lets it begin anew
     */
    public record Pointer(String table, String reset) { }

    /**
     * Whether a table is part of a search index, which Cerb can build again in hours to days once its pointers are reset. Never true of
     * {@code search_index}, the definitions.
     */
    public static boolean isSearchIndex(String table) {
        return SEARCH.matcher(table).matches();
    }
}
