package cerb.backup.proxy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * A request as it came to the proxy, with the bucket in its path.
 *
 * @param method  GET, PUT and so on
 * @param bucket  the bucket; empty where the path names none
 * @param key     the object's key, decoded; empty where the request is about the bucket
 * @param query   what stands after the question mark, as it was sent; empty where there is none
 * @param headers the headers by their names in small letters
 * @param body    its bytes
 */
public record S3Request(String method, String bucket, String key, String query, Map<String, String> headers, byte[] body) {
    /** What a request does, as S3 names and charges it. */
    public enum Kind { PUT, GET, HEAD, LIST, DELETE, OTHER }

    static S3Request parse(String method, String target, Map<String, String> headers, byte[] body) {
        int question = target.indexOf('?');
        String path = URLDecoder.decode((question < 0 ? target : target.substring(0, question)).replace("+", "%2B"), StandardCharsets.UTF_8);
        int slash = path.indexOf('/', 1);
        return new S3Request(method.toUpperCase(Locale.ROOT), slash < 0 ? path.substring(1) : path.substring(1, slash),
                slash < 0 ? "" : path.substring(slash + 1), question < 0 ? "" : target.substring(question + 1), Map.copyOf(headers), body);
    }

    /** What it does. */
    public Kind kind() {
        if (key.isEmpty()) {
            return method.equals("GET") && !query.matches("(location|object-lock|versioning)\\b.*") ? Kind.LIST : Kind.OTHER;
        }
        return switch (method) {
            case "PUT" -> Kind.PUT;
            case "GET" -> Kind.GET;
            case "HEAD" -> Kind.HEAD;
            case "DELETE" -> Kind.DELETE;
            default -> Kind.OTHER;
        };
    }

    /** What a listing asks for, else the key. */
    public String prefix() {
        for (String each : query.split("&")) {
            if (each.startsWith("prefix=")) {
                return URLDecoder.decode(each.substring("prefix=".length()), StandardCharsets.UTF_8);
            }
        }
        return key;
    }

    @Override
    public String toString() {
        return kind() + " " + prefix();
    }
}
