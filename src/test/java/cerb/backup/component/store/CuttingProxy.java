package cerb.backup.component.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server of this machine, answers late, and cuts connections anywhere. */
final class CuttingProxy implements AutoCloseable {
    private static final int LATE_MILLIS = 2;

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger cuts = new AtomicInteger();
    private final Random random = new Random(7);
    private final int server;

    /** Leads to a port of this machine. */
    CuttingProxy(int server) throws IOException {
        this.server = server;
        threads.execute(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Cuts so many of the next connections, each after some thousand bytes. */
    void cut(int connections) {
        cuts.set(connections);
    }

    /** Whether all cuts that were ordered have happened. */
    boolean isDone() {
        return cuts.get() <= 0;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
                open.add(client);
                open.add(far);
                threads.execute(() -> pass(client, far, cuts.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? limit() : Long.MAX_VALUE));
                threads.execute(() -> pass(far, client, Long.MAX_VALUE));
            } catch (IOException e) {
                // The test is over, or the server is not there: then the client's connection ends as well.
                continue;
            }
        }
    }

    /** Now in the handshake, now in a file. */
    private synchronized long limit() {
        return 1_000L << random.nextInt(9);
    }

    private void pass(Socket from, Socket to, long limit) {
        byte[] buffer = new byte[8 * 1024];
        long passed = 0;
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0 && passed < limit; count = in.read(buffer)) {
                Thread.sleep(LATE_MILLIS);
                out.write(buffer, 0, (int) Math.min(count, limit - passed));
                passed += count;
            }
        } catch (IOException e) {
            // Either side has ended, and so has the other with it.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket each : open) {
            each.close();
        }
        threads.shutdownNow();
    }
}
