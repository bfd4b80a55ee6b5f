package cerb.backup.fuzz;

import cerb.backup.format.Id;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Changes inputs of one parser as long as it is told to, and keeps those that lead it where it has not been. */
final class Fuzzer {

    private static final int MOST_SEEDS = 1000;
    private static final int LONGEST = 64 << 10;
    private static final Path FOUND = Path.of("target/fuzz");

    private final Target target;
    private final Random random;
    private final Mutator mutator;
    private final List<byte[]> seeds;
    private final Set<String> places = new HashSet<>();
    private long runs;

    Fuzzer(Target target, long seed) {
        this.target = target;
        this.random = new Random(seed);
        this.mutator = new Mutator(random);
        this.seeds = new ArrayList<>(target.seeds());
        seeds.addAll(corpus(target.name()));
    }

    /** Cases of a parser that were found before. */
    static List<byte[]> corpus(String name) {
        URL directory = Fuzzer.class.getResource("/fuzz/" + name);
        if (directory == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(Path.of(directory.toURI()))) {
            return files.sorted().map(Fuzzer::read).toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot list the found cases of " + name, e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on while {@code more} says so. */
    void run(BooleanSupplier more) {
        while (more.getAsBoolean()) {
            byte[] input = mutator.change(pick(), pick());
            if (input.length <= LONGEST && places.add(place(input)) && seeds.size() < MOST_SEEDS) {
                seeds.add(input);
            }
        }
    }

    private byte[] pick() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private String place(byte[] input) {
        runs++;
        try {
            return target.run(input);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; the input is in " + keep(input), e);
        }
    }

    private Path keep(byte[] input) {
        try {
            Path directory = Files.createDirectories(FOUND.resolve(target.name()));
            return Files.write(directory.resolve(Id.hash(input).shortName()), input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Inputs tried so far. */
    long runs() {
        return runs;
    }

    /** Different places at which the parser has ended. */
    int places() {
        return places.size();
    }
}
