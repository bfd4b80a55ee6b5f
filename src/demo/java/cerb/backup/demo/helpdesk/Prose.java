package cerb.backup.demo.helpdesk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Plausible mail: words of a helpdesk with names and numbers between them, about as compressible as real mail (3:1). */
final class Prose {
    private static final String[] WORDS = load("words.txt");
    private static final String[] NAMES = load("names.txt");
    private static final String[] GREETINGS = {"Hello", "Good morning", "Dear team", "Hi", "Dear Sir or Madam", "Grüß Gott"};
    private static final String[] CLOSINGS = {"Kind regards", "Best wishes", "Thanks", "Yours sincerely", "Merci d’avance", "Cheers 🙂"};

    private final RandomGenerator random;

    Prose(RandomGenerator random) {
        this.random = random;
    }

    RandomGenerator random() {
        return random;
    }

    String word() {
        // The product of even numbers favours the front of the list, as language favours its common words.
        var draw = random.nextDouble() * random.nextDouble() * (0.3 + 0.7 * random.nextDouble());
        return WORDS[Math.floorMod((int) (draw * WORDS.length) * 571, WORDS.length)];
    }

    String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    String subject() {
        var text = new StringBuilder();
        words(text, 4 + random.nextInt(5));
        return capital(text.toString()) + (random.nextInt(3) == 0 ? " #" + random.nextInt(10_000_000) : "");
    }

    /** A mail's body of roughly that many characters. */
    String body(int length) {
        var text = new StringBuilder(length + 200);
        text.append(pick(GREETINGS)).append(' ').append(name()).append(",\n\n");
        while (text.length() < length) {
            sentence(text);
            text.append(random.nextInt(5) == 0 ? "\n\n" : " ");
        }
        return text.append("\n\n").append(pick(CLOSINGS)).append('\n').append(name()).append('\n').toString();
    }

    String hex(int digits) {
        var text = new StringBuilder(digits);
        while (text.length() < digits) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }

    private void sentence(StringBuilder text) {
        var begin = text.length();
        words(text, 5 + random.nextInt(12));
        text.setCharAt(begin, Character.toUpperCase(text.charAt(begin)));
        switch (random.nextInt(6)) {
            case 0 -> text.append(" (order ").append(random.nextInt(1_000_000)).append(')');
            case 1 -> text.append(", says ").append(name());
            case 2 -> text.append(": https://shop.example/").append(hex(6));
            default -> { }
        }
        text.append(random.nextInt(8) == 0 ? '?' : '.');
    }

    private void words(StringBuilder text, int count) {
        for (var i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(word());
        }
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String[] load(String name) {
        return Texts.read(name).split("\\s+");
    }

    /** The resources beside this class. */
    static final class Texts {
        private Texts() {
        }

        static String read(String name) {
            try (var in = Prose.class.getResourceAsStream(name)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                throw new UncheckedIOException("reading the resource " + name + " failed", e);
            }
        }
    }
}
