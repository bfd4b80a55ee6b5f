package cerb.backup.operation.mirror;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.Locks;
import cerb.backup.repository.lock.RepositoryLock;

/**
 * Takes a non-exclusive restic lock at a sink. Without it a foreign prune there deletes packs that no index names yet.
 */
@FunctionalInterface
public interface SinkLock extends AutoCloseable {
    /**
     * Takes the lock; locks that this host's ended processes left behind do not count.
     *
     * @throws cerb.backup.repository.shared.LockedException if another program holds an exclusive one
     * @throws cerb.backup.backend.BackendException   if the sink cannot be asked
     */
    Held acquire();

    /** Gives back what is held. */
    @Override
    default void close() { }

    /** The locks of the copy at a sink, which are closed with it. */
    static SinkLock of(Locks locks) {
        return new SinkLock() {
            @Override
            public Held acquire() {
                RepositoryLock lock = locks.acquire(LockMode.SHARED);
                return new Held() {
                    @Override
                    public boolean isHeld() {
                        return lock.isHeld();
                    }

                    @Override
                    public boolean isAt(Backend place) {
                        try {
                            place.size(new Handle(FileType.LOCK, lock.id().toString()));
                            return true;
                        } catch (NotFoundException e) {
                            return false;
                        }
                    }

                    @Override
                    public void close() {
                        lock.close();
                    }
                };
            }

            @Override
            public void close() {
                locks.close();
            }
        };
    }

    /** A lock that is held, refreshed while it is, until it is closed. */
    interface Held extends AutoCloseable {
        /** Whether it is still held without a break. */
        boolean isHeld();

        /**
         * Whether its file is at another place, too: then that is the sink itself, by another name.
         *
         * @throws cerb.backup.backend.BackendException if that cannot be asked
         */
        default boolean isAt(Backend place) {
            return false;
        }

        @Override
        void close();
    }
}
