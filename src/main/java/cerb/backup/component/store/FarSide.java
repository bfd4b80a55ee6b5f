package cerb.backup.component.store;

import cerb.backup.backend.TransientException;
import cerb.backup.component.exchange.RepositoryConstants;
import cerb.backup.configuration.ConfigurationException;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.component.ssh.SshConstants;

/**
 * Reads what a command at the far side of SSH has answered, and sees to it that the kamelet's commands are what they look like. The kamelet sets its properties and calls
 * {@link #open}; after that it is safe for use by several threads at once.
 */
public final class FarSide {
    /** What ends the quotes that commands have around the directory, or what Camel takes for an expression before the far side sees it. */
    private static final Pattern UNQUOTABLE = Pattern.compile("['\\p{Cntrl}]|\\$(simple)?\\{");
    /** As {@code sha256sum} writes it; what a login shell greets with may stand before it, and lines may end as on other systems. */
    private static final Pattern HASHED = Pattern.compile("(?m)^([0-9a-f]{64}) [ *](\\S+?)\\r?$");
    /** The last line of an answer about several files. */
    private static final Pattern LAST = Pattern.compile("(?m)^all-asked\\r?$");

    private String directory;
    private boolean shell;

    /** Sets the directory that commands go to. */
    public void setDirectory(String directory) {
        this.directory = directory;
    }

    /** Sets whether the far side runs commands. */
    public void setShell(boolean shell) {
        this.shell = shell;
    }

    /**
     * Refuses what commands cannot name.
     *
     * @throws ConfigurationException if the directory has a character that would end its quotes
     */
    public void open() {
        if (shell && UNQUOTABLE.matcher(directory).find()) {
            throw new ConfigurationException("the directory \"" + directory + "\" of a store over SSH has a quote, a control character or ${ in its name, which commands there cannot name",
                    "Give it another name, or have it reached without commands by sink.<name>.shell=false.");
        }
    }

    /**
     * The SHA-256 that the far side has computed of the exchange's file.
     *
     * @throws IOException if the command failed, with what it said
     */
    public String hash(Exchange exchange) throws IOException {
        String file = exchange.getMessage().getHeader(RepositoryConstants.FILE, String.class);
        Matcher line = HASHED.matcher(answer(exchange));
        while (line.find()) {
            if (line.group(2).equals(file)) {
                return line.group(1);
            }
        }
        throw new TransientException("the far side's sha256sum does not name " + file);
    }

    /**
     * The SHA-256 that the far side has computed of several files, into the body: a line each, with their number as {@link RepositoryConstants#LISTED}. A file that it could
     * not read has none.
     *
     * @throws IOException if the command failed, with what it said
     */
    public void hashes(Exchange exchange) throws IOException {
        String answer = answer(exchange);
        if (!LAST.matcher(answer).find()) {
            throw new TransientException("the far side has not answered to the end");
        }
        List<String> lines = HASHED.matcher(answer).results().map(line -> line.group(1) + ' ' + line.group(2)).toList();
        exchange.getMessage().setHeader(RepositoryConstants.LISTED, lines.size());
        exchange.getMessage().setBody(lines);
    }

    /**
     * The last line that the far side has answered.
     *
     * @throws IOException if the command failed, with what it said
     */
    public String lastLine(Exchange exchange) throws IOException {
        return answer(exchange).strip().lines().reduce("", (before, line) -> line);
    }

    private static String answer(Exchange exchange) throws IOException {
        Integer code = exchange.getMessage().getHeader(SshConstants.EXIT_VALUE, Integer.class);
        if (code == null || code != 0) {
            String error = exchange.getMessage().getHeader(SshConstants.STDERR, String.class);
            throw new IOException("the command at the far side ended with " + (code == null ? "no exit code" : "exit code " + code) + ": " + (error == null ? "" : error.strip())
                    + ". A server that runs no commands needs sink.<name>.shell=false");
        }
        String text = exchange.getMessage().getBody(String.class);
        return text == null ? "" : text;
    }
}
