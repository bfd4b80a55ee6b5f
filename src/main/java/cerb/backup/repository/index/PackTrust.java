package cerb.backup.repository.index;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.repository.pack.PackReader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which packs are sound as far as is known. Whoever stores relies on no other: a blob whose only copies lie in packs that are missing, cut
 * short or damaged is stored again, if the source still has it. Reading still tries them, last. A pack that is back in its place is trusted
 * again when it is listed, or, if its content was damaged, when it was read whole. Safe for use by several threads.
 *
 * <p>A pack is distrusted as a whole: what is damaged in one place may be so in others, and restic drops a pack whose header is damaged
 * with all that it holds.
 */
public final class PackTrust {
    private final Backend backend;
    private final IndexLoader loader;
    private final UnsoundPacks unsound;
    private Set<Id> misfits = Set.of();
    private Set<Id> distrusted = Set.of();
    private BlobIndex compared;
    private long unindexed;
    private long losses;

    /**
     * Trusts every pack that was not found damaged before.
     *
     * @param notes directory of the note of damaged packs; null for none
     */
    public PackTrust(Backend backend, IndexLoader loader, Path notes) {
        this.backend = backend;
        this.loader = loader;
        this.unsound = new UnsoundPacks(notes);
        apply();
    }

    /** Tells whether there is a copy of the blob that may be relied on. */
    public boolean holds(BlobHandle blob) {
        return loader.index().isTrusted(blob);
    }

    /** Compares as {@link #compare} does, unless that was done since the index was last built from nothing. */
    public synchronized void compareOnce() {
        if (compared != loader.index()) {
            compare();
        }
    }

    /**
     * Compares the packs that the index names with those that are there, by one listing: what is missing, or has another size, is
     * distrusted; what is back, is trusted again.
     */
    public synchronized void compare() {
        BlobIndex index = loader.index();
        Map<Id, Long> expected = new HashMap<>();
        index.forEachPack((pack, blobs) -> expected.put(pack, PackReader.size(blobs)));
        unindexed = 0;
        // listed after the index was looked at: a pack is there before an index names it
        backend.list(FileType.DATA, (handle, size) -> {
            Id pack = Id.parse(handle.name());
            unindexed += index.containsPack(pack) ? 0 : 1;
            expected.remove(pack, size);
        });
        unsound.retain(index);
        misfits = Set.copyOf(expected.keySet());
        compared = index;
        apply();
    }

    /** Returns the packs that are not trusted as of now. */
    public synchronized Set<Id> distrusted() {
        return distrusted;
    }

    /** Returns those of them that were found damaged by reading them, now or by an earlier process; only reading them whole tells whether they still are. */
    public synchronized Set<Id> damaged() {
        return unsound.damaged();
    }

    /** Returns those of them that were kept elsewhere and were not there when that was asked last. */
    public synchronized Set<Id> absent() {
        return unsound.absent();
    }

    /** Takes notice of a pack that could not be read, or holds something else than was stored. */
    public synchronized void distrust(Id pack) {
        if (unsound.add(pack)) {
            apply();
        }
    }

    /** Takes notice of a pack that was read from its first byte to its last and is sound. */
    public synchronized void restore(Id pack) {
        if (unsound.remove(pack)) {
            apply();
        }
    }

    /** Takes notice of a pack that is not there, until packs are compared next. */
    public synchronized void miss(Id pack) {
        Set<Id> more = new HashSet<>(misfits);
        if (more.add(pack)) {
            misfits = Set.copyOf(more);
            apply();
        }
    }

    /** Takes notice of packs that are kept elsewhere and are not there, for later processes, too; see {@link #regain}. */
    public synchronized void lose(Collection<Id> packs) {
        if (unsound.addAbsent(packs)) {
            apply();
        }
    }

    /** Takes notice of packs that are where they are kept: trusts those again that were not, and were not damaged. */
    public synchronized void regain(Collection<Id> packs) {
        if (unsound.removeAbsent(packs)) {
            apply();
        }
    }

    private void apply() {
        Set<Id> now = new HashSet<>(unsound.all());
        now.addAll(misfits);
        losses += now.stream().filter(pack -> !distrusted.contains(pack)).count();
        distrusted = Set.copyOf(now);
        loader.distrust(distrusted);
    }

    /** Returns how many packs no index named when they were last compared: what they hold may be had again by indexing them. */
    public synchronized long unindexed() {
        return unindexed;
    }

    /** Returns how many packs have been found unsound so far: with each of them, what was stored must be looked through again. */
    public synchronized long losses() {
        return losses;
    }
}
