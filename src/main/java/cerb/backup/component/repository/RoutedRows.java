package cerb.backup.component.repository;

import cerb.backup.component.exchange.RepositoryConstants;
import cerb.backup.component.sink.Causes;
import cerb.backup.operation.crosscheck.LiveRows;
import cerb.backup.operation.crosscheck.rows.ObjectRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** Asks for rows through routes, in which the queries stand. */
final class RoutedRows implements LiveRows {
    private static final String REFERENCES = "cross-check-references";

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

    @Override
    public boolean all(String table, Consumer<Map<String, Object>> row) {
        boolean isOwn = table.equals(OWN_QUERY);
        if (isOwn && context.getRoutes().stream().noneMatch(route -> route.getEndpoint().getEndpointBaseUri().equals("direct://" + REFERENCES))) {
            return false;
        }
        String route = isOwn ? REFERENCES : "cross-check-table";
        ReferredRows rows = new ReferredRows(row);
        request(route, Map.of(RepositoryConstants.TABLE, table), rows);
        if (!rows.isReferred()) {
            throw new IllegalStateException("route " + route + " ended without repository:refer, so nobody has seen its rows");
        }
        return true;
    }

    private Exchange request(String route, Map<String, Object> headers, ReferredRows rows) {
        // a route that was taken away is not waited for
        Exchange exchange = context.createProducerTemplate().request("direct:" + route + "?block=false", asked -> {
            asked.getMessage().setHeaders(new HashMap<>(headers));
            asked.setProperty(RepositoryConstants.REFERRED, rows);
        });
        if (exchange.getException() != null) {
            throw new IllegalStateException("route " + route + ": " + Causes.of(exchange.getException()), exchange.getException());
        }
        return exchange;
    }

    private Collection<ObjectRow> ask(String route, Map<String, Object> headers) {
        Exchange exchange = request(route, headers, null);
        if (!(exchange.getMessage().getBody() instanceof List<?> rows)) {
            throw new IllegalStateException("route " + route + " ended without a list of rows");
        }
        List<ObjectRow> found = new ArrayList<>();
        new ReferredRows(row -> found.add(ObjectRow.of(row))).take(rows.iterator());
        return found;
    }
}
