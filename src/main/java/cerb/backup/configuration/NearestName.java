package cerb.backup.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name that a mistyped one was probably meant to be (Levenshtein's distance). */
public final class NearestName {
    private NearestName() {}

    /** The nearest of the known names; empty where none shares more than about half of its letters. */
    public static Optional<String> of(String typed, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String name) -> distance(typed, name)).thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(typed, name) <= Math.max(2, name.length() / 2));
    }

    static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            above = nextRow(left.charAt(row - 1), right, above, row);
        }
        return above[right.length()];
    }

    private static int[] nextRow(char letter, String right, int[] above, int row) {
        int[] current = new int[above.length];
        current[0] = row;
        for (int column = 1; column < current.length; column++) {
            int change = above[column - 1] + (letter == right.charAt(column - 1) ? 0 : 1);
            current[column] = Math.min(change, Math.min(above[column], current[column - 1]) + 1);
        }
        return current;
    }
}
