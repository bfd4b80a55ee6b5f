package cerb.backup.component.alert;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** An SMTP server that refuses addresses and messages as it is told, which greenmail does not. */
final class MailServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BlockingQueue<Mail> mails = new LinkedBlockingQueue<>();
    private volatile Pattern refusedAddress = Pattern.compile("(?!)");
    private volatile Pattern refusedContent = Pattern.compile("(?!)");

    MailServer() throws IOException {
        Thread thread = new Thread(this::serve, "mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** What was taken: for whom, and with which text. */
    record Mail(List<String> to, String text) { }

    MailServer refusingAddresses(String regex) {
        refusedAddress = Pattern.compile(regex);
        return this;
    }

    MailServer refusingContent(String regex) {
        refusedContent = Pattern.compile(regex);
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    /** The next mail. Fails where none comes. */
    Mail next() throws InterruptedException {
        Mail next = mails.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no mail was sent");
        }
        return next;
    }

    int waiting() {
        return mails.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                talk(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)), new PrintStream(socket.getOutputStream(), true));
            } catch (IOException e) {
                // the other side has gone, or the test has ended
            }
        }
    }

    private void talk(BufferedReader in, PrintStream out) throws IOException {
        List<String> to = new ArrayList<>();
        out.print("220 ready\r\n");
        for (String line = in.readLine(); line != null && !line.equals("QUIT"); line = in.readLine()) {
            if (line.startsWith("RCPT TO:")) {
                String address = line.substring("RCPT TO:<".length(), line.indexOf('>'));
                boolean refused = refusedAddress.matcher(address).find();
                out.print(refused ? "550-5.1.1 no such user\r\n550 5.1.1 here\r\n" : "250 ok\r\n");
                to.addAll(refused ? List.of() : List.of(address));
            } else if (line.equals("DATA")) {
                out.print("354 go on\r\n");
                out.print(take(List.copyOf(to), in));
                to.clear();
            } else {
                out.print("250 ok\r\n");
            }
        }
        out.print("221 bye\r\n");
    }

    private String take(List<String> to, BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            text.append(line).append('\n');
        }
        if (refusedContent.matcher(text).find()) {
            return "554 5.6.0 content refused\r\n";
        }
        mails.add(new Mail(to, text.toString()));
        return "250 taken\r\n";
    }
}
