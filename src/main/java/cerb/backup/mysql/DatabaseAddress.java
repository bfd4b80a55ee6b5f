package cerb.backup.mysql;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Where one schema is, and who asks.
 *
 * @param host     name or address; unused with a socket
 * @param port     TCP port; unused with a socket
 * @param socket   path of the server's Unix socket, or empty
 * @param schema   the schema, exactly as the server spells it; empty for none
 * @param user     account
 * @param password gives the password each time a connection is opened; never printed
 * @param tls      how the connection is encrypted
 */
public record DatabaseAddress(String host, int port, String socket, String schema, String user, Supplier<String> password, Tls tls) {
    /** Addresses only: a name such as 127.example.com may be anywhere. */
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

    /** Refuses missing parts. */
    public DatabaseAddress {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(tls, "tls");
        socket = socket == null ? "" : socket;
    }

    /** A server on TCP, without a schema, TLS preferred. */
    public static DatabaseAddress of(String host, int port, String user, Supplier<String> password) {
        return new DatabaseAddress(host, port, "", "", user, password, Tls.PREFERRED);
    }

    /** The same server and account, another schema. */
    public DatabaseAddress withSchema(String other) {
        return new DatabaseAddress(host, port, socket, other, user, password, tls);
    }

    /** True if no byte of the connection leaves this machine. */
    public boolean isLocal() {
        return !socket.isEmpty() || host.equals("localhost") || host.equals("::1") || LOOPBACK.matcher(host).matches();
    }

    /** Server and schema for messages, without the password. */
    @Override
    public String toString() {
        return user + "@" + (socket.isEmpty() ? host + ":" + port : socket) + (schema.isEmpty() ? "" : "/" + schema);
    }
}
