package cerb.backup.cli.setup;

import cerb.backup.cli.output.FailureException;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Session;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * By which host the server will know the backup. Over a socket that is {@code localhost}; over TCP from this machine it is an address, since {@code localhost} would
 * fit only where the server looks names up (skip_name_resolve).
 */
final class AccountHost {
    private AccountHost() {}

    /** Asks the administrator's session, where there is one that came the same way; else this machine which of its addresses leads to the server. */
    static String of(DatabaseAddress backup, Optional<Session> administrator) {
        if (!backup.socket().isEmpty()) {
            return "localhost";
        }
        if (backup.isLocal()) {
            return backup.host().equals("localhost") ? "127.0.0.1" : backup.host();
        }
        return administrator.flatMap(session -> session.value("SELECT USER()")).map(name -> name.substring(name.lastIndexOf('@') + 1)).orElseGet(() -> ownAddress(backup));
    }

    /** Connecting a datagram socket sends nothing. */
    private static String ownAddress(DatabaseAddress backup) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(backup.host(), backup.port()));
            return socket.getLocalAddress().getHostAddress().replaceFirst("%.*", "");
        } catch (IOException | java.io.UncheckedIOException e) {
            throw FailureException.refused("cannot find out by which address the server " + backup.host() + " will see this machine: " + e.getMessage(),
                    "Name it with --account-host, or correct database.host.");
        }
    }
}
