package cerb.backup.cerb;

import java.util.List;
import java.util.regex.Pattern;

/** Tables whose rows a dump may leave out; their structure is always kept. */
public final class SkippableTables {
    /** Sessions and caches: the default of {@code database.structure-only}. Users log in again after a restore. */
    public static final List<String> VOLATILE = List.of(
            "devblocks_session", "community_session", "bot_session", "message_html_cache", "explorer_set", "confirmation_code", "context_bulk_update");

    private static final Pattern SEARCH = Pattern.compile("fulltext_.+|search_index_(?:[0-9]+|tokens)");

    private SkippableTables() {
    }

    /**
     * Whether a table is part of a search index, which Cerb can build again in hours to days once its pointers are reset. Never true of
     * {@code search_index}, the definitions.
     */
    public static boolean isSearchIndex(String table) {
        return SEARCH.matcher(table).matches();
    }
}
