package cerb.backup.repository.key;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.crypto.Envelope;
import cerb.backup.crypto.EnvelopeException;
import cerb.backup.crypto.KeyDerivation;
import cerb.backup.crypto.MasterKey;
import cerb.backup.crypto.Password;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.document.KeyFile;
import cerb.backup.repository.file.UnpackedFiles;
import cerb.backup.repository.shared.DamagedException;
import cerb.backup.repository.shared.NoRepositoryException;
import cerb.backup.repository.shared.WrongPasswordException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key files of one repository. */
public final class Keys {
    /** The most bytes that are read of a key file. */
    public static final int LARGEST_FILE = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Keys.class);
    /** Each costs up to ten seconds to try, and whoever can write to the place can add some; restic tries 20. */
    private static final int MOST_TRIED = 50;

    private final Backend backend;

    /** Uses the key files of a backend. */
    public Keys(Backend backend) {
        this.backend = backend;
    }

    /** Returns all key files, in the order of their names. */
    public List<Handle> list() {
        List<Handle> keys = new ArrayList<>();
        backend.list(FileType.KEY, (handle, size) -> keys.add(handle));
        keys.sort(Comparator.comparing(Handle::name));
        return keys;
    }

    /**
     * Saves a key file that opens the master key by a password.
     *
     * @return its name
     */
    public Id add(MasterKey key, Password password, KeyDerivation derivation, String username, String hostname, Clock clock) {
        return save(make(key, password, derivation, username, hostname, clock));
    }

    /** Makes a key file that opens the master key by a password; it is not saved. */
    static byte[] make(MasterKey key, Password password, KeyDerivation derivation, String username, String hostname, Clock clock) {
        byte[] salt = new byte[KeyFile.SALT_LENGTH];
        new SecureRandom().nextBytes(salt);
        byte[] sealed = new Envelope(derivation.derive(password, salt)).seal(key.toJson());
        return KeyFile.of(clock.instant(), username, hostname, derivation.n(), derivation.r(), derivation.p(), salt, sealed).write();
    }

    /** Saves a key file under the hash of its bytes, and returns that once it is durable. */
    Id save(byte[] file) {
        Id id = Id.hash(file);
        backend.save(new Handle(FileType.KEY, id.toString()), Content.of(file));
        return id;
    }

    /** Reads all key files, in the order of their names; a damaged one is among them, with what is wrong with it. */
    List<FoundKey> read() {
        return list().stream().flatMap(handle -> read(handle).stream()).toList();
    }

    /** Reads a key file; none if it was removed since it was listed. */
    private Optional<FoundKey> read(Handle handle) {
        Id id = Id.parse(handle.name());
        try {
            byte[] bytes = UnpackedFiles.loadLimited(backend, handle, LARGEST_FILE);
            KeyFile file = KeyFile.read(bytes);
            new KeyDerivation(file.n(), file.r(), file.p()).demandWithin(KeyDerivation.MAXIMUM_MEMORY);
            return Optional.of(new FoundKey(id, file, Id.hash(bytes).equals(id) ? "" : "its name is not its SHA-256"));
        } catch (NotFoundException e) {
            return Optional.empty();
        } catch (CorruptException | FormatException | EnvelopeException e) {
            return Optional.of(new FoundKey(id, null, e.getMessage()));
        }
    }

    /**
     * Opens the master key with the first key file that the password fits.
     *
     * @throws NoRepositoryException if there is no key file
     * @throws WrongPasswordException if the password fits none
     * @throws DamagedException if all of them are damaged
     */
    public MasterKey open(Password password) {
        return find(password).key();
    }

    /** As {@link #open}, and says which key file it was. */
    public OpenedKey find(Password password) {
        List<Handle> files = list();
        List<RuntimeException> damaged = new ArrayList<>();
        for (Handle file : files.subList(0, Math.min(files.size(), MOST_TRIED))) {
            try {
                Optional<MasterKey> key = open(file, password);
                if (key.isPresent()) {
                    return new OpenedKey(Id.parse(file.name()), key.get());
                }
            } catch (CorruptException | FormatException | EnvelopeException e) {
                LOG.warn("key file {} in {} is left out: {}", file.path(), backend.location(), e.getMessage());
                damaged.add(e);
            }
        }
        throw failure(files.size(), damaged);
    }

    private RuntimeException failure(int files, List<RuntimeException> damaged) {
        if (files == 0) {
            return new NoRepositoryException("there is no repository in " + backend.location() + ": it has no key."
                    + " Check the path, or make a repository with init.");
        }
        if (damaged.size() == Math.min(files, MOST_TRIED)) {
            return new DamagedException("no key file in " + backend.location() + " can be used. Restore keys/ from another copy of"
                    + " the repository.", damaged.get(0));
        }
        if (files > MOST_TRIED) {
            return new WrongPasswordException("the password opens none of the first " + MOST_TRIED + " of " + files + " key files in "
                    + backend.location() + ", and no more are tried. Remove from keys/ what nobody put there.");
        }
        return new WrongPasswordException("the password opens none of the keys (" + (files - damaged.size()) + ") of the repository in "
                + backend.location() + ". Check the password file that the configuration names.");
    }

    /** Opens one key file; empty if the password is not its own. */
    Optional<MasterKey> open(Handle handle, Password password) {
        byte[] bytes = UnpackedFiles.loadLimited(backend, handle, LARGEST_FILE);
        if (!Id.hash(bytes).toString().equals(handle.name())) {
            LOG.warn("key file {} in {} is damaged: its name is not its SHA-256; trying it nevertheless", handle.path(),
                    backend.location());
        }
        KeyFile file = KeyFile.read(bytes);
        MasterKey derived = new KeyDerivation(file.n(), file.r(), file.p()).derive(password, file.saltBytes());
        byte[] json;
        try {
            json = new Envelope(derived).open(file.dataBytes());
        } catch (EnvelopeException e) {
            return Optional.empty();
        }
        return Optional.of(MasterKey.fromJson(json));
    }

    /**
     * A master key, and the key file that opened it.
     *
     * @param id  the file's name
     * @param key the key
     */
    public record OpenedKey(Id id, MasterKey key) {
    }
}
