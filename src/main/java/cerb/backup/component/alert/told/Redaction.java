package cerb.backup.component.alert.told;

import cerb.backup.configuration.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Cuts secrets out of what is told to others. Texts of errors come from libraries and servers, and may repeat what they were given: the secrets of the settings, as they are and as URLs spell them,
 * of a URL that is a secret its parts, and of every other URL what stands before the host and after a question mark. Thread-safe.
 */
public final class Redaction {
    private static final String HIDDEN = "xxxxxx";
    private static final Pattern USER_INFO = Pattern.compile("(?i)([a-z][a-z0-9+.-]*://)[^/\\s\"'<>]*@");
    private static final Pattern QUERY = Pattern.compile("(?i)([a-z][a-z0-9+.-]*://[^\\s?\"'<>]+\\?)[^\\s\"'<>]+");
    /** Shorter ones stand in any text. */
    private static final int SHORTEST = 4;
    /** Of a URL's path; shorter ones are words such as {@code services}. */
    private static final int SHORTEST_PART = 10;

    private final List<String> forms;

    private Redaction(List<String> secrets) {
        this.forms = secrets.stream().flatMap(Redaction::forms).filter(form -> form.length() >= SHORTEST).distinct()
                .sorted(Comparator.comparing(String::length).reversed()).toList();
    }

    /** One that knows the secrets of these settings, as they are now. */
    public static Redaction of(Settings settings) {
        return new Redaction(settings.secrets());
    }

    /** The text without them. */
    public String cut(String text) {
        String cut = text;
        for (String form : forms) {
            cut = cut.replace(form, HIDDEN);
        }
        return QUERY.matcher(USER_INFO.matcher(cut).replaceAll("$1" + HIDDEN + "@")).replaceAll("$1" + HIDDEN);
    }

    private static Stream<String> forms(String secret) {
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return Stream.concat(Stream.of(secret, encoded, encoded.replace("+", "%20")), partsOfUrl(secret));
    }

    private static Stream<String> partsOfUrl(String secret) {
        try {
            URI url = new URI(secret);
            Stream<String> whole = Stream.of(url.getRawUserInfo(), url.getUserInfo(), url.getRawQuery(), url.getQuery());
            Stream<String> parts = Stream.of(url.getRawPath(), url.getPath()).filter(Objects::nonNull)
                    .flatMap(path -> Stream.concat(Stream.of(path), Arrays.stream(path.split("/")))).filter(part -> part.length() >= SHORTEST_PART);
            return url.getHost() == null ? Stream.of() : Stream.concat(whole.filter(Objects::nonNull), parts);
        } catch (URISyntaxException e) {
            return Stream.of(); // no URL, and so without parts
        }
    }
}
