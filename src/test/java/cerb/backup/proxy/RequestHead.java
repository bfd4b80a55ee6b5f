package cerb.backup.proxy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands before the body of an HTTP/1.1 request.
 *
 * @param lines its lines, the first of which is the request's
 */
record RequestHead(List<String> lines) {
    /** Reads one; null where the client has hung up instead. */
    static RequestHead read(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        for (int end = 0; end < 4; ) {
            int next = in.read();
            if (next < 0) {
                if (head.size() == 0) {
                    return null;
                }
                throw new EOFException("a request's head is cut off");
            }
            head.write(next);
            end = next == (end % 2 == 0 ? '\r' : '\n') ? end + 1 : 0;
        }
        return new RequestHead(head.toString(StandardCharsets.ISO_8859_1).strip().lines().toList());
    }

    String method() {
        return lines.get(0).split(" ")[0];
    }

    String target() {
        return lines.get(0).split(" ")[1];
    }

    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        lines.stream().skip(1).forEach(line -> headers.put(name(line), line.substring(line.indexOf(':') + 1).strip()));
        return headers;
    }

    private static String name(String line) {
        return line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
    }

    boolean expectsContinue() {
        return headers().containsKey("expect");
    }

    int bodyLength() throws IOException {
        if (headers().containsKey("transfer-encoding")) {
            throw new IOException("the proxy does not know bodies without a length");
        }
        return Integer.parseInt(headers().getOrDefault("content-length", "0"));
    }

    /** The same for the server behind, whose connection ends with the response. Neither of the two headers is signed. */
    byte[] forwarded() {
        var head = new StringBuilder(lines.get(0)).append("\r\n");
        lines.stream().skip(1).filter(line -> !name(line).matches("expect|connection")).forEach(line -> head.append(line).append("\r\n"));
        return head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
