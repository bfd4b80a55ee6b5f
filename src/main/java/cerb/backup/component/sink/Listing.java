package cerb.backup.component.sink;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.TransientException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lists all files at a sink, though its store may answer one page only and not say so: an answer of {@value #PAGE} entries or more is never taken for complete, but asked
 * again with prefixes that are one hexadecimal digit longer. Only a store that says that it has no pages, as directories have none, is spared that.
 */
final class Listing {
    /** S3's page, the smallest of the components known. */
    static final int PAGE = 1000;

    private static final int DIGITS = 64;

    private final SinkStore store;

    Listing(SinkStore store) {
        this.store = store;
    }

    /** Every file of a type with its size, each once; names of other programs are left out. */
    Map<Handle, Long> all(FileType type) {
        Map<Handle, Long> found = new LinkedHashMap<>();
        if (type == FileType.CONFIG) {
            collect(store.list(type.directory()).files(), type, found);
        } else {
            descend(type, "", found);
        }
        return found;
    }

    /** The size of one file; empty if it is not there. */
    OptionalLong size(Handle handle) {
        return store.list(handle.path()).files().stream().filter(file -> file.path().equals(handle.path())).mapToLong(ListedFile::bytes).findFirst();
    }

    /** Which of some files are there. Several of one directory take one question. */
    Set<Handle> present(Collection<Handle> files) {
        Set<Handle> present = new LinkedHashSet<>();
        files.stream().collect(Collectors.groupingBy(Listing::directory)).values().forEach(beside -> {
            Handle first = beside.get(0);
            if (beside.size() == 1) {
                size(first).ifPresent(bytes -> present.add(first));
            } else {
                Map<Handle, Long> found = new LinkedHashMap<>();
                descend(first.type(), first.type() == FileType.DATA ? first.name().substring(0, 2) : "", found);
                beside.stream().filter(found::containsKey).forEach(present::add);
            }
        });
        return present;
    }

    private static String directory(Handle file) {
        return file.path().substring(0, file.path().lastIndexOf('/') + 1);
    }

    private void descend(FileType type, String digits, Map<Handle, Long> found) {
        SinkStore.Listed listed = store.list(prefix(type, digits));
        List<ListedFile> page = listed.files();
        if (listed.all() || page.size() < PAGE) {
            collect(page, type, found);
        } else if (digits.length() == DIGITS) {
            throw new TransientException("sink " + store.sink() + " lists " + page.size() + " files for the one name " + prefix(type, digits));
        } else {
            for (int digit = 0; digit < 16; digit++) {
                descend(type, digits + Character.forDigit(digit, 16), found);
            }
        }
    }

    private static String prefix(FileType type, String digits) {
        boolean spread = type == FileType.DATA && digits.length() > 2;
        return type.directory() + '/' + (spread ? digits.substring(0, 2) + '/' : "") + digits;
    }

    private static void collect(List<ListedFile> page, FileType type, Map<Handle, Long> found) {
        for (ListedFile file : page) {
            Handle.parse(file.path()).filter(handle -> handle.type() == type).ifPresent(handle -> found.put(handle, file.bytes()));
        }
    }
}
