package cerb.backup.repository.key;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.crypto.KeyDerivation;
import cerb.backup.crypto.MasterKey;
import cerb.backup.crypto.Password;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.document.KeyFile;
import cerb.backup.repository.lock.LockOwner;
import cerb.backup.repository.shared.RepositoryException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The key files of an open repository: each is one password that opens it. Safe for use by several threads; takes no locks.
 *
 * <p>A key file is no secret without its password, so that one process may make it and another save it.
 */
public final class KeyRing {
    private final Keys keys;
    private final Backend backend;
    private final MasterKey master;
    private final Id inUse;
    private final KeyDerivation derivation;
    private final Clock clock;

    /** The keys of a repository that {@code inUse} has opened; new ones are as hard to guess as {@code derivation} makes them. */
    public KeyRing(Backend backend, MasterKey master, Id inUse, KeyDerivation derivation, Clock clock) {
        this.keys = new Keys(backend);
        this.backend = backend;
        this.master = master;
        this.inUse = inUse;
        this.derivation = derivation;
        this.clock = clock;
    }

    /** Returns the key file that opened the repository. */
    public Id inUse() {
        return inUse;
    }

    /** Reads all key files, in the order of their names, the damaged ones too. */
    public List<FoundKey> list() {
        return keys.read();
    }

    /**
     * Finds a key file by the beginning of its name.
     *
     * @throws RepositoryException if none, or more than one, begins so
     */
    public FoundKey find(String idPrefix) {
        List<FoundKey> found = list().stream().filter(key -> key.id().toString().startsWith(idPrefix)).toList();
        if (found.size() != 1 || idPrefix.isEmpty()) {
            throw new RepositoryException((found.isEmpty() ? "no key" : found.size() + " keys") + " of the repository in " + backend.location()
                    + (found.isEmpty() ? " begins" : " begin") + " with \"" + idPrefix + "\". List them with key list, and give more digits.");
        }
        return found.get(0);
    }

    /** Makes a key file by which another password opens the repository; it is not saved. */
    public byte[] make(Password password) {
        LockOwner self = LockOwner.self();
        return Keys.make(master, password, derivation, self.username(), self.hostname(), clock);
    }

    /**
     * Saves a key file that {@link #make} has made, be it in another process; on return it is durable.
     *
     * @return its name
     * @throws RepositoryException if it is no key file
     */
    public Id save(byte[] file) {
        try {
            KeyFile.read(file);
        } catch (FormatException e) {
            throw new RepositoryException("what was to be saved as a key is none: " + e.getMessage(), e);
        }
        return keys.save(file);
    }

    /** Reads a key file back, and tells whether it is sound and the password opens this repository with it. */
    public boolean opens(Id key, Password password) {
        if (list().stream().noneMatch(found -> found.id().equals(key) && found.problem().isEmpty())) {
            return false;
        }
        try {
            Optional<MasterKey> opened = keys.open(handle(key), password);
            return opened.isPresent() && opened.get().equals(master);
        } catch (FormatException e) {
            return false;
        }
    }

    /** Removes a key file; one that is not there is no error. */
    public void remove(Id key) {
        backend.remove(handle(key));
    }

    /** The name of a key file as the backend takes it. */
    public static Handle handle(Id key) {
        return new Handle(FileType.KEY, key.toString());
    }
}
