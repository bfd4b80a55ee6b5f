package cerb.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Secrets that can be told from anything else, and what looks for them in whatever a program has left behind: as they are, in base64, and as hexadecimal digits. */
final class Canaries {
    private final Map<String, String> forms = new TreeMap<>();
    private final List<String> found = new ArrayList<>();
    private long looked;

    /** A secret of letters and digits alone, as URLs have them. */
    String plain(String name) {
        String secret = "canary" + name + UUID.randomUUID().toString().replace("-", "");
        add(name, secret);
        return secret;
    }

    /** A secret with the characters that URLs, shells and properties give a meaning to. Whatever becomes of them, its middle stays. */
    String odd(String name) {
        return "/+" + plain(name) + "=%&?";
    }

    private void add(String name, String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.put(secret.toLowerCase(Locale.ROOT), name + " as it is");
        forms.put(HexFormat.of().formatHex(bytes), name + " in hexadecimal digits");
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[offset + bytes.length];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            // without the ends, which depend on what stands before and after
            String base64 = Base64.getEncoder().encodeToString(shifted);
            forms.put(base64.substring(4, base64.length() - 4).toLowerCase(Locale.ROOT), name + " in base64");
        }
    }

    /** Looks into a text. */
    void look(String where, String text) {
        looked++;
        String lower = text.toLowerCase(Locale.ROOT);
        forms.forEach((form, name) -> {
            if (lower.contains(form)) {
                found.add(name + " in " + where + ": " + text.substring(Math.max(0, lower.indexOf(form) - 80), Math.min(text.length(), lower.indexOf(form) + 20)));
            }
        });
    }

    /** Looks into every file below a directory but those whose names end so. */
    void lookInto(Path directory, String... butThose) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).filter(file -> Stream.of(butThose).noneMatch(file.toString()::endsWith))::iterator) {
                try {
                    look(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                } catch (NoSuchFileException e) {
                    looked++; // one that has gone meanwhile tells nothing any more
                }
            }
        }
    }

    /** Where a secret was found. */
    List<String> found() {
        return List.copyOf(found);
    }

    /** How many texts were looked into. */
    long looked() {
        return looked;
    }
}
