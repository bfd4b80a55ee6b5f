package cerb.backup.component.repository;

import cerb.backup.component.sink.Causes;
import cerb.backup.operation.crosscheck.LiveRows;
import cerb.backup.operation.crosscheck.rows.ObjectRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** Asks for rows through routes, in which the queries stand. */
final class RoutedRows implements LiveRows {
    private final CamelContext context;

    RoutedRows(CamelContext context) {
        this.context = context;
    }

    @Override
    public Collection<ObjectRow> find(String table, List<Long> ids) {
        return ask("cross-check-rows", Map.of(RepositoryConstants.TABLE, table, RepositoryConstants.ROWS, ids));
    }

    @Override
    public Collection<ObjectRow> newestFiles() {
        return ask("cross-check-newest-files", Map.of());
    }

    private Collection<ObjectRow> ask(String route, Map<String, Object> headers) {
        // a route that was taken away is not waited for
        Exchange exchange = context.createProducerTemplate().request("direct:" + route + "?block=false",
                asked -> asked.getMessage().setHeaders(new HashMap<>(headers)));
        if (exchange.getException() != null) {
            throw new IllegalStateException("route " + route + ": " + Causes.of(exchange.getException()), exchange.getException());
        }
        if (!(exchange.getMessage().getBody() instanceof List<?> rows)) {
            throw new IllegalStateException("route " + route + " ended without a list of rows");
        }
        List<ObjectRow> found = new ArrayList<>();
        rows.forEach(row -> found.add(row((Map<?, ?>) row)));
        return found;
    }

    private static ObjectRow row(Map<?, ?> columns) {
        return new ObjectRow(number(columns, "id"), text(columns, "storage_extension"), number(columns, "storage_profile_id"), text(columns, "storage_key"),
                number(columns, "storage_size"), text(columns, "storage_sha1hash"));
    }

    private static long number(Map<?, ?> columns, String name) {
        return columns.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static String text(Map<?, ?> columns, String name) {
        return columns.get(name) == null ? "" : String.valueOf(columns.get(name));
    }
}
