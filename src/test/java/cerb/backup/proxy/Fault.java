package cerb.backup.proxy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What becomes of a request on its way. */
@FunctionalInterface
public interface Fault {
    /**
     * Answers a request.
     *
     * @param server asks the server behind, with the whole request or part of it
     * @return the bytes of the response, head and body; what of them is missing is cut off for the client
     */
    byte[] answer(S3Request request, Server server) throws IOException;

    /** The server behind the proxy. */
    interface Server {
        /** Sends the first bytes of the request's body and no more; the whole body gives the whole response, less gives none. */
        byte[] send(int bytes) throws IOException;
    }

    /** None. */
    Fault NONE = (request, server) -> server.send(request.body().length);

    /** The connection breaks after half of the request's body. */
    Fault CUT_UP = (request, server) -> server.send(request.body().length / 2);

    /** The connection breaks after half of the response. */
    Fault CUT_DOWN = (request, server) -> {
        byte[] response = NONE.answer(request, server);
        return Arrays.copyOf(response, response.length / 2);
    };

    /** The request is carried out, but the connection breaks before the response. */
    Fault CUT_AFTER = (request, server) -> {
        NONE.answer(request, server);
        return new byte[0];
    };

    /** The response to a put has an ETag that is no MD5, as that of an object which the server encrypts with a key of its own. */
    Fault FOREIGN_ETAG = (request, server) -> new String(NONE.answer(request, server), StandardCharsets.ISO_8859_1)
            .replaceFirst("(?i)etag: .*", "ETag: \"0-1\"").getBytes(StandardCharsets.ISO_8859_1);

    /** A listing, as that of an empty bucket. */
    Fault LISTS_NOTHING = answers(200, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
            + "<Name>bucket</Name><Prefix></Prefix><KeyCount>0</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated></ListBucketResult>");

    /** Listings come in pages of so many keys at most, each but the last with the word that there are more. */
    static Fault shortPages(int keys) {
        return (request, server) -> {
            String whole = new String(NONE.answer(request, server), StandardCharsets.UTF_8);
            List<String> contents = Pattern.compile("<Contents>.*?</Contents>", Pattern.DOTALL).matcher(whole).results().map(MatchResult::group).toList();
            boolean more = contents.size() > keys || whole.contains("<IsTruncated>true");
            return response(200, Map.of(), "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>"
                    + request.bucket() + "</Name><MaxKeys>1000</MaxKeys><IsTruncated>" + more + "</IsTruncated>"
                    + String.join("", contents.subList(0, Math.min(keys, contents.size()))) + "</ListBucketResult>");
        };
    }

    /** Every request takes longer. */
    static Fault late(Duration by) {
        return (request, server) -> {
            try {
                Thread.sleep(by.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return NONE.answer(request, server);
        };
    }

    /** The proxy answers by itself. */
    static Fault answers(int status, String body) {
        return answers(status, Map.of(), body);
    }

    /** The proxy answers by itself, with headers. */
    static Fault answers(int status, Map<String, String> headers, String body) {
        byte[] bytes = response(status, headers, body);
        return (request, server) -> bytes;
    }

    /** S3's error of a status and a code. */
    static Fault refuses(int status, String code) {
        return answers(status, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + code + " says the proxy</Message></Error>");
    }

    /** Repeats the first answer that was given to the same question, whatever has changed since. */
    static Fault stale() {
        Map<String, byte[]> first = new ConcurrentHashMap<>();
        return (request, server) -> {
            byte[] now = NONE.answer(request, server);
            byte[] before = first.putIfAbsent(request.toString(), now);
            return before == null ? now : before;
        };
    }

    /** The bytes of a response. */
    static byte[] response(int status, Map<String, String> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\nContent-Length: " + bytes.length + "\r\nContent-Type: application/xml\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(start, start.length + bytes.length);
        System.arraycopy(bytes, 0, whole, start.length, bytes.length);
        return whole;
    }
}
