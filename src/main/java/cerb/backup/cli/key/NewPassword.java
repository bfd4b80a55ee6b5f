package cerb.backup.cli.key;

import cerb.backup.cli.output.FailureException;
import cerb.backup.crypto.Password;
import cerb.backup.crypto.PasswordException;
import java.io.Console;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** A new password of the repository: from a file, or typed twice on a terminal. It is never an argument, which other users could see. */
final class NewPassword {
    @Option(names = "--new-password-file", paramLabel = "FILE", description = "File with the new password, read as restic reads one; else it is asked for on the terminal, twice.")
    private Path file;

    /** Reads it. Throws FailureException where there is none, or it is empty. */
    Password read() {
        try {
            return file == null ? typed() : Password.read(file);
        } catch (PasswordException e) {
            throw FailureException.refused("cannot use the new password: " + e.getMessage(), "Put it alone into a file that only its owner can read: an empty one protects nothing.");
        }
    }

    private static Password typed() {
        Console terminal = System.console();
        if (terminal == null) {
            throw FailureException.refused("cannot ask for the new password: there is no terminal", "Name a file that holds it with --new-password-file.");
        }
        char[] once = terminal.readPassword("new password: ");
        char[] again = terminal.readPassword("the same again: ");
        if (once == null || !Arrays.equals(once, again)) {
            throw FailureException.refused("the two passwords differ", "Nothing was changed. Try again.");
        }
        return Password.of(new String(once));
    }
}
