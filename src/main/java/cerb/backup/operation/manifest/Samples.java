package cerb.backup.operation.manifest;

import java.util.ArrayList;
import java.util.List;

/**
 * The first of each set by name.
 *
 * @param damaged      rows whose object is missing or wrong
 * @param benign       rows that had gone, moved or changed when they were asked again
 * @param elsewhere    engines that hold objects which are not in the recovery point
 * @param unreferenced paths below the storage directory
 */
public record Samples(List<String> damaged, List<String> benign, List<String> elsewhere, List<String> unreferenced) {
    private static final int MOST = 20;

    /** None yet. */
    public Samples() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** Adds to one of the lists, unless it is full. */
    public static void add(List<String> samples, String sample) {
        if (samples.size() < MOST) {
            samples.add(sample);
        }
    }

    /** Whether another one fits. */
    public static boolean isFull(List<String> samples) {
        return samples.size() >= MOST;
    }
}
