package cerb.backup.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** See the package's note. {@code mvn test -Dtest=FuzzTest -Dfuzz.seconds=600} for a long run; {@code -Dfuzz.only=tree} for one parser. */
class FuzzTest {

    private static final int RUNS = 500;
    private static final long SEED = 42;

    static Stream<Target> targets() throws Exception {
        String only = System.getProperty("fuzz.only", "");
        return Targets.all().stream().filter(target -> only.isEmpty() || target.name().equals(only));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void whatWasFoundOnceIsMended(Target target) {
        target.seeds().forEach(seed -> assertThat(target.run(seed)).as("a good example").startsWith("taken"));
        Fuzzer.corpus(target.name()).forEach(input -> assertThatCode(() -> target.run(input)).doesNotThrowAnyException());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void changedBytesAreTakenOrRefusedAndNothingElse(Target target) throws Exception {
        Integer seconds = Integer.getInteger("fuzz.seconds");
        Fuzzer fuzzer = new Fuzzer(target, seconds == null ? SEED : new Random().nextLong());
        fuzzer.run(seconds == null ? () -> fuzzer.runs() < RUNS : within(seconds * TimeUnit.SECONDS.toNanos(1) / targets().toList().size()));
        if (seconds != null) {
            System.out.println("fuzz " + target + ": " + fuzzer.runs() + " inputs, " + fuzzer.places() + " ends");
        }
        // most changes of a zstd frame end alike, and what tells its ends apart beside that, the memory taken, varies
        int few = target.name().equals("compressed-blob") ? 1 : 2;
        assertThat(fuzzer.places()).as("different ends, so that the changes reach the parser").isGreaterThan(few);
    }

    private static BooleanSupplier within(long nanos) {
        long end = System.nanoTime() + nanos;
        return () -> System.nanoTime() - end < 0;
    }
}
