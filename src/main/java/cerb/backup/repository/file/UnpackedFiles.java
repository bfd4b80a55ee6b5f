package cerb.backup.repository.file;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.crypto.Envelope;
import cerb.backup.crypto.EnvelopeException;
import cerb.backup.crypto.MasterKey;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.document.UnpackedFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Loads and saves the sealed files outside of packs. Safe for use by several threads. */
public final class UnpackedFiles {
    private static final int LARGEST_CONFIG = 1 << 20;

    private final Backend backend;
    private final MasterKey key;
    private final boolean mayCompress;

    /**
     * Uses the files of a backend.
     *
     * @param mayCompress false for a repository of version 1, which knows no compression
     */
    public UnpackedFiles(Backend backend, MasterKey key, boolean mayCompress) {
        this.backend = backend;
        this.key = key;
        this.mayCompress = mayCompress;
    }

    /**
     * Loads the JSON of a snapshot or lock.
     *
     * @throws CorruptException if it is not what was saved
     */
    public byte[] load(Handle handle) {
        int limit = handle.type() == FileType.LOCK ? UnpackedFile.MAXIMUM_LOCK : UnpackedFile.MAXIMUM_SNAPSHOT;
        return loadJson(handle, limit, limit, InputStream::readAllBytes);
    }

    /**
     * Loads an index and hands its JSON on as it is decompressed.
     *
     * @throws CorruptException if it is not what was saved, or the reader finds it malformed
     */
    public void loadIndex(Handle handle, Backend.Reader<Void> reader) {
        loadJson(handle, UnpackedFile.MAXIMUM_STORED_INDEX, UnpackedFile.MAXIMUM_INDEX, reader);
    }

    private <T> T loadJson(Handle handle, int storedLimit, int limit, Backend.Reader<T> reader) {
        byte[] sealed = loadVerified(backend, handle, storedLimit + Envelope.OVERHEAD);
        try (InputStream json = UnpackedFile.open(new Envelope(key).open(sealed), limit)) {
            return reader.read(json);
        } catch (EnvelopeException | FormatException | IOException e) {
            throw new CorruptException(handle.path() + " in " + backend.location() + " is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Loads a file whose name is its hash, as it is stored. If hash and name differ it is read once more, since it is as often the way
     * that changes bytes as the place.
     *
     * @param limit most bytes it may have
     * @throws CorruptException if they still differ, or there are more bytes
     */
    public static byte[] loadVerified(Backend backend, Handle handle, int limit) {
        byte[] bytes = loadLimited(backend, handle, limit);
        if (!isNamed(handle, bytes)) {
            bytes = loadLimited(backend, handle, limit);
        }
        if (!isNamed(handle, bytes)) {
            throw new CorruptException(handle.path() + " in " + backend.location() + " is damaged: its " + bytes.length
                    + " bytes have the SHA-256 " + Id.hash(bytes).shortName() + "...");
        }
        return bytes;
    }

    /**
     * Loads a file as it is stored.
     *
     * @throws CorruptException if it has more bytes than {@code limit}
     */
    public static byte[] loadLimited(Backend backend, Handle handle, int limit) {
        byte[] bytes = backend.load(handle, 0, -1, in -> in.readNBytes(limit + 1));
        if (bytes.length > limit) {
            throw new CorruptException(handle.path() + " in " + backend.location() + " has more than " + limit + " bytes");
        }
        return bytes;
    }

    private static boolean isNamed(Handle handle, byte[] bytes) {
        return Id.hash(bytes).toString().equals(handle.name());
    }

    /** Saves JSON under the hash of its sealed bytes, and returns that once it is durable. */
    public Id save(FileType type, byte[] json) {
        byte[] sealed = seal(json);
        Id id = Id.hash(sealed);
        save(type, id, sealed);
        return id;
    }

    /** Saves sealed bytes under their hash; for callers that must know the name before there is a file. */
    public void save(FileType type, Id id, byte[] sealed) {
        backend.save(new Handle(type, id.toString()), Content.of(sealed));
    }

    /**
     * Compresses and seals JSON, and proves that it comes out again.
     *
     * @throws CorruptException if it does not
     */
    public byte[] seal(byte[] json) {
        byte[] sealed = new Envelope(key).seal(mayCompress ? UnpackedFile.wrap(json) : json);
        verify(json, new Envelope(key).open(sealed));
        return sealed;
    }

    private static void verify(byte[] json, byte[] plain) {
        boolean isEqual;
        try (InputStream opened = UnpackedFile.open(plain, json.length)) {
            isEqual = Arrays.equals(opened.readAllBytes(), json);
        } catch (IOException e) {
            throw unreliable(e);
        }
        if (!isEqual) {
            throw unreliable(null);
        }
    }

    private static CorruptException unreliable(IOException cause) {
        return new CorruptException("what was sealed does not come out again."
                + " This machine's memory or processor makes errors: test it before the next backup.", cause);
    }

    /**
     * The sealed configuration as it is stored, to tell one repository from another without its password.
     *
     * @throws CorruptException if it has more bytes than any configuration
     */
    public static byte[] sealedConfig(Backend backend) {
        return loadLimited(backend, Handle.CONFIG, LARGEST_CONFIG);
    }

    /** Opens the sealed configuration. */
    public static byte[] openConfig(Backend backend, MasterKey key) {
        byte[] sealed = sealedConfig(backend);
        try {
            return new Envelope(key).open(sealed);
        } catch (EnvelopeException e) {
            throw new CorruptException("config in " + backend.location() + " is damaged: " + e.getMessage(), e);
        }
    }
}
