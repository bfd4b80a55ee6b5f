package cerb.backup.mysql.socket;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.ServerSession;
import com.mysql.cj.protocol.SocketFactory;
import java.io.Closeable;
import java.io.IOException;

/**
 * Lets the driver connect through the server's Unix socket, whose path is in the property {@code path}. Public, because the
 * driver makes it by its name.
 */
public final class UnixSocketFactory implements SocketFactory {
    private UnixSocket socket;

    /** Made by the driver. */
    public UnixSocketFactory() {
    }

    @Override
    public <T extends Closeable> T connect(String host, int port, PropertySet properties, int loginTimeout) throws IOException {
        socket = new UnixSocket(properties.getStringProperty(PropertyKey.PATH).getValue());
        return handOut();
    }

    @Override
    public <T extends Closeable> T performTlsHandshake(com.mysql.cj.protocol.SocketConnection connection, ServerSession session) {
        return handOut();
    }

    @SuppressWarnings("unchecked")
    private <T extends Closeable> T handOut() {
        return (T) socket;
    }
}
