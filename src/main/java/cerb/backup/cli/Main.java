package cerb.backup.cli;

import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Failure;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.verb.Verbs;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program. */
public final class Main {
    private Main() {}

    /** Runs the verb that the first argument names, and exits with its code. */
    public static void main(String[] arguments) {
        if (Arrays.asList(arguments).contains("--debug")) {
            // Before the first logger reads them.
            System.setProperty("cerb.backup.log", "DEBUG");
            System.setProperty("cerb.backup.log.others", "INFO");
        }
        Interruption interruption = Interruption.install(Thread.currentThread());
        int code = run(arguments, System.err, interruption::begun);
        interruption.workEnded(code);
        System.exit(code);
    }

    /** Runs a verb; what goes wrong is told on {@code err}, but not what a signal makes go wrong. Returns the exit code. */
    static int run(String[] arguments, PrintStream err, BooleanSupplier interrupted) {
        if (Arrays.equals(arguments, new String[]{"run"})) {
            return daemon(err, interrupted);
        }
        CommandLine program = Verbs.program(arguments.length == 0 ? "" : arguments[0], ServiceLoader.load(Verb.class));
        program.setParameterExceptionHandler((e, given) -> misused(e, err));
        program.setExecutionExceptionHandler((e, command, parsed) -> failed(e, command, Arrays.asList(arguments).contains("--debug"), interrupted.getAsBoolean(), err));
        return program.execute(arguments);
    }

    /** As a container and a service start it: without the parser of arguments, which is a tenth of the way to the first route. */
    private static int daemon(PrintStream err, BooleanSupplier interrupted) {
        try {
            return Verbs.daemon().call();
        } catch (Exception e) {
            return told(e, "cerb-backup run", interrupted.getAsBoolean(), err);
        }
    }

    private static int misused(ParameterException e, PrintStream err) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String message = e.getMessage().replaceAll("\\s*\\R\\s*", " ");
        String nearest = e instanceof UnmatchedArgumentException unmatched ? String.join(", ", unmatched.getSuggestions()) : "";
        err.println(command.qualifiedName() + ": " + message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1)
                + (nearest.isEmpty() ? ". Run " : ", did you mean " + nearest + "? Run ") + command.qualifiedName() + " --help to see what there is.");
        return ExitCode.FAILED.number();
    }

    private static int failed(Exception e, CommandLine command, boolean debug, boolean interrupted, PrintStream err) {
        int code = told(e, command.getCommandSpec().qualifiedName(), interrupted, err);
        if (debug) {
            e.printStackTrace(err);
        }
        return code;
    }

    /** Tells what went wrong, and returns its exit code. */
    private static int told(Exception e, String verb, boolean interrupted, PrintStream err) {
        Failure failure = Failure.of(interrupted && !(e instanceof FailureException) ? new InterruptedException() : e);
        err.println(verb + ": " + failure.paragraph());
        return failure.exit().number();
    }
}
