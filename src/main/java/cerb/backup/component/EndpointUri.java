package cerb.backup.component;

import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.util.URISupport;

/**
 * The parts of an endpoint's URI, placeholders resolved.
 *
 * @param scheme     the component
 * @param path       what stands between scheme and parameters, without slashes at its beginning
 * @param parameters the parameters, in their order
 */
record EndpointUri(String scheme, String path, Map<String, String> parameters) {
    static EndpointUri parse(CamelContext context, String uri) {
        String resolved = context.resolvePropertyPlaceholders(uri);
        int query = resolved.indexOf('?');
        String address = query < 0 ? resolved : resolved.substring(0, query);
        int colon = address.indexOf(':');
        String path = colon < 0 ? "" : address.substring(colon + 1).replaceFirst("^/+", "");
        return new EndpointUri(colon < 0 ? address : address.substring(0, colon), path, parameters(query < 0 ? "" : resolved.substring(query + 1), uri));
    }

    private static Map<String, String> parameters(String query, String uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        try {
            URISupport.parseQuery(query).forEach((name, value) -> parameters.put(name, String.valueOf(value)));
            return parameters;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("cannot read the parameters of " + URISupport.sanitizeUri(uri) + ": " + e.getReason(), e);
        }
    }
}
