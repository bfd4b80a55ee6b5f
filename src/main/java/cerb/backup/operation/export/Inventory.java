package cerb.backup.operation.export;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.format.BlobType;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.repository.Repository;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a repository holds that an export needs, each with its size.
 *
 * @param documents index files, snapshots, keys and the config, in the order in which they are written
 * @param trees     packs of directories
 * @param data      packs of data, in the order of their names
 */
record Inventory(Map<Handle, Long> documents, Map<Handle, Long> trees, Map<Handle, Long> data) {
    /** Lists a repository; snapshots first, since whatever they need is there before them. A pack that the index names and that is not there is a finding. */
    static Inventory of(Repository repository, Findings findings) {
        Backend backend = repository.backend();
        Map<Handle, Long> snapshots = list(backend, FileType.SNAPSHOT);
        Map<Handle, Long> documents = new LinkedHashMap<>(list(backend, FileType.INDEX));
        repository.index().refresh();
        Map<Handle, Long> packs = list(backend, FileType.DATA);
        documents.putAll(snapshots);
        documents.putAll(list(backend, FileType.KEY));
        documents.putAll(list(backend, FileType.CONFIG));
        Map<Handle, Long> trees = new TreeMap<>(Comparator.comparing(Handle::name));
        Map<Handle, Long> data = new TreeMap<>(Comparator.comparing(Handle::name));
        List<Handle> missing = new ArrayList<>();
        repository.index().forEachPack((pack, blobs) -> {
            Handle handle = new Handle(FileType.DATA, pack.toString());
            Long size = packs.get(handle);
            if (size == null) {
                missing.add(handle);
            } else {
                (blobs.get(0).handle().type() == BlobType.TREE ? trees : data).put(handle, size);
            }
        });
        missing.forEach(pack -> findings.add(Finding.damage(pack.path(), "is not exported: the index names it, and it is not there", "Run check.")));
        return new Inventory(documents, trees, data);
    }

    private static Map<Handle, Long> list(Backend backend, FileType type) {
        Map<Handle, Long> files = new TreeMap<>(Comparator.comparing(Handle::name));
        backend.list(type, files::put);
        return files;
    }
}
