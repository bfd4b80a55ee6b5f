package cerb.backup.cli;

import java.util.concurrent.Callable;

/**
 * A verb that another jar of the class path brings along, found through {@link java.util.ServiceLoader}: a class with picocli's {@code @Command(name = ...)} and options,
 * whose {@link #call} returns the exit code. What it throws is reported as any verb's error. It prints to standard output, progress to standard error.
 */
public interface Verb extends Callable<Integer> {}
