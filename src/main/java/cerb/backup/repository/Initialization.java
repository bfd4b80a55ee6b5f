package cerb.backup.repository;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.chunker.Polynomial;
import cerb.backup.crypto.Envelope;
import cerb.backup.crypto.MasterKey;
import cerb.backup.crypto.Password;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.document.RepositoryConfig;
import cerb.backup.repository.file.UnpackedFiles;
import cerb.backup.repository.key.Keys;
import cerb.backup.repository.lock.LockOwner;
import cerb.backup.repository.shared.DamagedException;
import cerb.backup.repository.shared.NoRepositoryException;
import cerb.backup.repository.shared.RepositoryException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes and finds what a repository begins with: a key file, then the configuration. A crash between the two leaves a key alone, which
 * the next attempt removes, since nothing can have been sealed with it.
 */
public final class Initialization {
    private final Backend backend;
    private final RepositoryOptions options;
    private final Keys keys;

    /** Prepares for either; nothing is read or written yet. */
    public Initialization(Backend backend, RepositoryOptions options) {
        this.backend = backend;
        this.options = options;
        this.keys = new Keys(backend);
    }

    /** Tells whether there is a configuration. */
    public static boolean hasConfig(Backend backend) {
        try {
            backend.size(Handle.CONFIG);
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /**
     * Makes key and configuration.
     *
     * @throws RepositoryException if there is something already
     */
    public Result init(Password password) {
        if (hasConfig(backend)) {
            throw new RepositoryException("there is a repository in " + backend.location()
                    + " already. Use it as it is, or give another path.");
        }
        clear();
        SecureRandom random = new SecureRandom();
        MasterKey key = MasterKey.generate(random);
        RepositoryConfig config = new RepositoryConfig(RepositoryConfig.CURRENT_VERSION, randomId(random), Polynomial.random(random));
        LockOwner self = LockOwner.self();
        Id keyId = keys.add(key, password, options.keyDerivation(), self.username(), self.hostname(), options.clock());
        backend.save(Handle.CONFIG, Content.of(new Envelope(key).seal(config.write())));
        return new Result(keyId, key, config);
    }

    /** Removes a lone key; anything else without a configuration is the rest of somebody's repository, and stays. */
    private void clear() {
        for (FileType type : List.of(FileType.SNAPSHOT, FileType.INDEX, FileType.DATA)) {
            if (!isEmpty(type)) {
                throw new RepositoryException("there is no configuration in " + backend.location() + ", but there is something in "
                        + type.directory() + ": what is left of another repository, or of an init --from that was interrupted."
                        + " Run that again, restore the file \"config\" from another copy, or give another path.");
            }
        }
        keys.list().forEach(backend::remove);
    }

    private boolean isEmpty(FileType type) {
        AtomicBoolean isEmpty = new AtomicBoolean(true);
        backend.list(type, (handle, size) -> isEmpty.set(false));
        return isEmpty.get();
    }

    private static Id randomId(SecureRandom random) {
        byte[] bytes = new byte[Id.LENGTH];
        random.nextBytes(bytes);
        return Id.read(bytes, 0);
    }

    /**
     * Opens key and configuration.
     *
     * @throws NoRepositoryException if there is no configuration
     * @throws DamagedException if it cannot be read
     */
    public Result open(Password password) {
        if (!hasConfig(backend)) {
            throw new NoRepositoryException("there is no repository in " + backend.location()
                    + ": it has no file \"config\". Check the path, or make a repository with init.");
        }
        Keys.OpenedKey opened = keys.find(password);
        return new Result(opened.id(), opened.key(), config(backend, opened.key()));
    }

    /**
     * Reads the configuration.
     *
     * @throws NotFoundException if there is none
     * @throws DamagedException if it cannot be read, or another key sealed it
     */
    public static RepositoryConfig config(Backend backend, MasterKey key) {
        try {
            return RepositoryConfig.read(UnpackedFiles.openConfig(backend, key));
        } catch (CorruptException | FormatException e) {
            throw new DamagedException("cannot read the configuration of the repository in " + backend.location() + ": "
                    + e.getMessage() + ". Restore the file \"config\" from another copy.", e);
        }
    }

    /**
     * What everything else needs.
     *
     * @param keyId the key file that the password opened
     * @param key opens everything
     * @param config the configuration
     */
    public record Result(Id keyId, MasterKey key, RepositoryConfig config) {
    }
}
