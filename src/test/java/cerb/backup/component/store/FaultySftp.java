package cerb.backup.component.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/** Apache MINA's SFTP server: without commands, without OpenSSH's extensions, so that it never renames over a file, in a chroot; and it misbehaves as often as it is told to. */
final class FaultySftp implements AutoCloseable {
    /** What goes wrong. */
    enum Fault {
        /** The connection is cut when some of a file has been written. */
        CUT,
        /** The rest of a file is thrown away, and acknowledged. */
        TRUNCATION,
        /** The disk is full. */
        FULL,
        /** A directory is listed as empty. */
        EMPTY_LISTING,
        /** A file is renamed, and then the connection is cut. */
        LOST_ANSWER,
        /** Every answer comes late. */
        LATENCY
    }

    private static final int BEFORE_FAULT = 50;
    private static final long LATE_MILLIS = 100;

    private final Path home;
    private final Path root;
    private final Path key;
    private final Path hostKey;
    private final AtomicInteger left = new AtomicInteger();
    private volatile Fault fault = Fault.LATENCY;
    private SshServer server;
    private int port;

    private FaultySftp(Path home, Path root) {
        this.home = home;
        this.root = root;
        this.key = SshSite.keyPair(home.resolve("key"));
        this.hostKey = SshSite.keyPair(home.resolve("host_key"));
    }

    /**
     * Starts one.
     *
     * @param home an empty directory for its keys
     * @param root what it serves as /
     */
    static FaultySftp start(Path home, Path root) throws IOException {
        FaultySftp sftp = new FaultySftp(home, root);
        sftp.begin();
        return sftp;
    }

    /** Starts the server, on the same port as before. */
    void begin() throws IOException {
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(new FileKeyPairProvider(hostKey));
        server.setPublickeyAuthenticator((user, offered, session) -> user.equals("cerb") && isOurs(offered));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        SftpModuleProperties.OPENSSH_EXTENSIONS.set(server, "");
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().withFileSystemAccessor(new Accessor()).build()));
        server.start();
        port = server.getPort();
    }

    private boolean isOurs(PublicKey offered) {
        try {
            PublicKey ours = AuthorizedKeyEntry.parseAuthorizedKeyEntry(Files.readString(SshSite.publicKey(key)).strip()).resolvePublicKey(null, null);
            return KeyUtils.compareKeys(ours, offered);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    SshSite site() throws IOException {
        return new SshSite(port, "cerb", key, SshSite.knownHosts(home.resolve("known_hosts"), port, hostKey));
    }

    /** Has the next calls that a fault concerns go wrong. */
    void misbehave(Fault kind, int times) {
        left.set(0);
        fault = kind;
        left.set(times);
    }

    /** Whether all faults that were ordered have happened. */
    boolean isDone() {
        return left.get() <= 0;
    }

    private boolean happens(Fault kind) {
        return fault == kind && left.getAndUpdate(times -> Math.max(0, times - 1)) > 0;
    }

    private static void cut(SftpSubsystemProxy subsystem) throws IOException {
        subsystem.getSession().close(true);
        throw new IOException("cut");
    }

    private final class Accessor implements SftpFileSystemAccessor {
        @Override
        public SeekableByteChannel openFile(SftpSubsystemProxy subsystem, FileHandle handle, Path file, String name, Set<? extends OpenOption> options,
                FileAttribute<?>... attributes) throws IOException {
            late();
            SeekableByteChannel channel = SftpFileSystemAccessor.super.openFile(subsystem, handle, file, name, options, attributes);
            return options.contains(StandardOpenOption.WRITE) ? new FaultyChannel(subsystem, channel) : channel;
        }

        @Override
        public DirectoryStream<Path> openDirectory(SftpSubsystemProxy subsystem, DirectoryHandle handle, Path directory, String name, LinkOption... options) throws IOException {
            late();
            DirectoryStream<Path> files = SftpFileSystemAccessor.super.openDirectory(subsystem, handle, directory, name, options);
            return happens(Fault.EMPTY_LISTING) ? new EmptyDirectory(files) : files;
        }

        @Override
        public void renameFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options) throws IOException {
            SftpFileSystemAccessor.super.renameFile(subsystem, from, to, options);
            if (happens(Fault.LOST_ANSWER)) {
                cut(subsystem);
            }
        }

        private void late() {
            if (happens(Fault.LATENCY)) {
                try {
                    Thread.sleep(LATE_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private record EmptyDirectory(DirectoryStream<Path> hidden) implements DirectoryStream<Path> {
        @Override
        public Iterator<Path> iterator() {
            return Collections.emptyIterator();
        }

        @Override
        public void close() throws IOException {
            hidden.close();
        }
    }

    /** A file that goes wrong in its first write. */
    private final class FaultyChannel implements SeekableByteChannel {
        private final SftpSubsystemProxy subsystem;
        private final SeekableByteChannel file;
        private Fault hit;

        FaultyChannel(SftpSubsystemProxy subsystem, SeekableByteChannel file) {
            this.subsystem = subsystem;
            this.file = file;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int length = bytes.remaining();
            if (hit == null && !happens(Fault.CUT, Fault.TRUNCATION, Fault.FULL)) {
                return file.write(bytes);
            }
            if (hit == null) {
                hit = fault;
                file.write(bytes.slice(bytes.position(), Math.min(BEFORE_FAULT, length)));
            }
            if (hit == Fault.CUT) {
                cut(subsystem);
            }
            if (hit == Fault.FULL) {
                throw new IOException("No space left on device");
            }
            bytes.position(bytes.limit());
            return length;
        }

        private boolean happens(Fault... kinds) {
            for (Fault kind : kinds) {
                if (FaultySftp.this.happens(kind)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return file.read(bytes);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** Ends the server and every connection to it. */
    void end() throws IOException {
        server.stop(true);
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
