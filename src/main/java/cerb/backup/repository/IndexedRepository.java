package cerb.backup.repository;

import cerb.backup.backend.Backend;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.backend.TransientException;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobLimits;
import cerb.backup.format.Id;
import cerb.backup.format.IndexFile;
import cerb.backup.format.IndexFile.IndexedPack;
import cerb.backup.format.PackedBlob;
import cerb.backup.format.tree.TreeReader;
import cerb.backup.repository.file.UnpackedFiles;
import cerb.backup.repository.index.BlobIndex;
import cerb.backup.repository.index.BlobMarks;
import cerb.backup.repository.index.BlobReader;
import cerb.backup.repository.index.IndexLoader;
import cerb.backup.repository.index.IndexRewrite;
import cerb.backup.repository.index.Location;
import cerb.backup.repository.index.PackTrust;
import cerb.backup.repository.pack.CodecPool;
import cerb.backup.repository.pack.PackFindings;
import cerb.backup.repository.pack.PackReader;
import cerb.backup.repository.shared.BlobConsumer;
import cerb.backup.repository.shared.DamagedException;
import cerb.backup.repository.shared.Limits;
import cerb.backup.repository.shared.RepositoryException;
import cerb.backup.repository.write.BlobPipeline;
import cerb.backup.repository.write.ContentWriter;
import cerb.backup.repository.write.Workers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A repository whose index is in memory: what is needed to find, read and store blobs. Safe for use by several threads.
 *
 * <p>Whatever is read was checked: authentication, decompression, length, SHA-256. Where there are several copies of a blob, all are
 * tried before it counts as damaged.
 */
public final class IndexedRepository {
    private final Backend backend;
    private final RepositoryOptions options;
    private final UnpackedFiles files;
    private final Workers workers;
    private final IndexLoader loader;
    private final PackReader packs;
    private final PackTrust trust;
    private final BlobReader blobs;
    private final ContentWriter contents = new ContentWriter();

    IndexedRepository(Backend backend, RepositoryOptions options, UnpackedFiles files, CodecPool codecs, Workers workers) {
        this.backend = backend;
        this.options = options;
        this.files = files;
        this.workers = workers;
        this.loader = new IndexLoader(backend, files);
        this.packs = new PackReader(backend, codecs, BlobLimits.ofHeap(Runtime.getRuntime().maxMemory()));
        this.trust = new PackTrust(backend, loader, options.lockNotes());
        this.blobs = new BlobReader(loader, packs, trust, options.limits().treeCacheBytes(), backend.location());
    }

    /**
     * Takes notice of what others have indexed or removed since. Index files that cannot be read are left out, see
     * {@link #damagedIndexFiles}.
     */
    public void refresh() {
        loader.refresh();
    }

    /** Returns how many refreshes have found that index files had gone: after each, what was known to be indexed may be so no longer. */
    public long rebuilds() {
        return loader.rebuilds();
    }

    /** Returns the index files that could not be read at the last refresh, with the reasons. */
    public Map<Id, CorruptException> damagedIndexFiles() {
        return loader.damaged();
    }

    /** Returns what work on the repository may take of the machine. */
    public Limits limits() {
        return options.limits();
    }

    /** Tells whether an index names the blob. */
    public boolean contains(BlobHandle handle) {
        return loader.index().contains(handle);
    }

    /** Returns which packs may be relied on by what is stored; it learns of each that cannot be read. */
    public PackTrust trust() {
        return trust;
    }

    /** Returns where a copy of the blob is, a sound one if there is any; empty if no index names it. */
    public Optional<Location> locate(BlobHandle handle) {
        return loader.index().locate(handle).stream().findFirst();
    }

    /** Returns where all copies of the blob are. */
    public List<Location> copies(BlobHandle handle) {
        return loader.index().locate(handle);
    }

    /** Returns an empty set of the index's blobs. */
    public BlobMarks marks() {
        return loader.index().marks();
    }

    /** Tells whether marks are of the index as it is now: not if it was built anew since, because index files had gone. */
    public boolean holds(BlobMarks marks) {
        return marks.areOf(loader.index());
    }

    /** Counts what the index holds; looks at every entry. */
    public BlobIndex.Statistics statistics() {
        return loader.index().statistics();
    }

    /** Returns the number of index files read. */
    public int indexFiles() {
        return loader.files();
    }

    /** Returns the names of the index files that are in the index. */
    public Set<Id> indexFileNames() {
        return loader.names();
    }

    /** Returns the names of those of them that are not half full, and worth merging where they are many. */
    public Set<Id> smallIndexFiles() {
        return loader.smallFiles();
    }

    /**
     * Reads an index file once more.
     *
     * @param pack gets each pack that it names
     * @throws CorruptException if it cannot be read
     * @throws NotFoundException if it has gone
     */
    public void readIndexFile(Id file, Consumer<IndexedPack> pack) {
        loader.read(file, pack);
    }

    /** Tells whether an index names the pack. */
    public boolean containsPack(Id pack) {
        return loader.index().containsPack(pack);
    }

    /**
     * Writes new index files that name the packs of old ones, each once, less those that are not kept. The old files stay; until they
     * are removed, by the caller and after the new ones are durable, the index in memory names what both name.
     *
     * @return the new files' names
     */
    public List<Id> rewriteIndex(Collection<Id> files, Predicate<Id> keeps) {
        return rewriteIndex(files, keeps, List.of());
    }

    /** As the other; the new files name more packs, too, which are asked for one by one. */
    public List<Id> rewriteIndex(Collection<Id> files, Predicate<Id> keeps, Iterable<IndexedPack> more) {
        return new IndexRewrite(loader, keeps, this::saveIndex).run(files, more);
    }

    /**
     * Loads a blob.
     *
     * @return its bytes, the caller's own
     * @throws DamagedException if no index names it, or no copy of it is sound
     * @throws TransientException if a copy cannot be read now
     */
    public byte[] load(BlobHandle handle) {
        return blobs.load(handle);
    }

    /**
     * Loads a directory, or takes it from the small cache of those used last.
     *
     * @throws DamagedException as {@link #load}
     */
    public TreeReader tree(Id id) {
        return blobs.tree(id);
    }

    /**
     * Loads a directory, and never from the cache: for whoever wants to know whether it can be read.
     *
     * @throws DamagedException as {@link #load}
     */
    public TreeReader rereadTree(Id id) {
        return blobs.rereadTree(id);
    }

    /**
     * Loads several blobs of one pack with one request, from the first's begin to the last's end: for blobs that lie next to each other
     * or nearly so. One blob at a time is in memory. What is not sound there is looked for in other packs.
     *
     * @param wanted   in the order of their offsets, at least one
     * @param consumer gets each blob once, or learns that it is damaged
     */
    public void load(Id pack, List<PackedBlob> wanted, BlobConsumer consumer) {
        blobs.load(pack, wanted, consumer);
    }

    /** Goes through all packs that the index names, with their blobs in the order of their offsets. */
    public void forEachPack(BiConsumer<Id, List<PackedBlob>> pack) {
        loader.index().forEachPack(pack);
    }

    /** Goes through all packs that are there, named by the index or not, with their sizes in bytes. */
    public void listPacks(BiConsumer<Id, Long> pack) {
        backend.list(FileType.DATA, (handle, size) -> pack.accept(Id.parse(handle.name()), size));
    }

    /** Tells whether a pack is there, named by the index or not. */
    public boolean isStored(Id pack) {
        try {
            backend.size(new Handle(FileType.DATA, pack.toString()));
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** Returns the size in bytes that a pack of these blobs has. */
    public static long packSize(List<PackedBlob> blobs) {
        return PackReader.size(blobs);
    }

    /**
     * Reads the header of a pack.
     *
     * @throws CorruptException if it is damaged
     */
    public List<PackedBlob> packHeader(Id pack) {
        return packs.header(pack);
    }

    /**
     * Reads a whole pack and says everything that is wrong with it: its name, its header, each blob.
     *
     * @param indexed the blobs that the index names
     * @throws NotFoundException if it is not there
     */
    public PackFindings verifyPack(Id pack, List<PackedBlob> indexed) {
        return blobs.verify(pack, indexed);
    }

    /**
     * Has something stored. When this returns, all of it is in durable packs, and these in a durable index.
     *
     * @throws IOException if what is stored cannot be read
     * @throws RepositoryException if it cannot be written; nothing then relies on what was not flushed
     */
    public <T> T write(Writing<T> writing) throws IOException {
        try (RepositoryWriter writer = openWriter()) {
            T result = writing.write(writer);
            writer.flush();
            return result;
        }
    }

    /**
     * Makes a writer for work that does not fit one call of {@link #write}; whoever asks for it flushes and closes it. All writers of
     * the repository share threads and memory.
     */
    public RepositoryWriter openWriter() {
        return openWriter(trust::holds);
    }

    /** Makes a writer that stores what is given to it although the index names it: for copies that take the place of others. */
    public RepositoryWriter openCopyingWriter() {
        return openWriter(blob -> false);
    }

    private RepositoryWriter openWriter(Predicate<BlobHandle> isStored) {
        BlobPipeline pipeline = new BlobPipeline(workers, backend, options.packSize(), isStored, this::saveIndex, options.clock(), new SecureRandom());
        return new RepositoryWriter(pipeline, contents);
    }

    private Id saveIndex(List<IndexedPack> indexed) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try {
            IndexFile.write(json, indexed);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write an index to memory", e);
        }
        Id file = files.save(FileType.INDEX, json.toByteArray());
        loader.add(file, indexed);
        return file;
    }

    /**
     * Stores something.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Writing<T> {
        /** Stores through the writer, which is of no use after this returns. */
        T write(RepositoryWriter writer) throws IOException;
    }
}
