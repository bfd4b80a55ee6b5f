package cerb.backup.operation;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What happens to files of a repository. */
enum Damage {
    DELETED, EMPTY, ONE_BYTE, HALF, ONE_SHORT, FIRST_BIT, MIDDLE_BIT, LAST_BIT, SWAPPED, APPENDED;

    void strike(MemoryBackend backend, Handle victim) {
        byte[] bytes = backend.bytes(victim);
        switch (this) {
            case DELETED -> backend.remove(victim);
            case EMPTY -> backend.overwrite(victim, new byte[0]);
            case ONE_BYTE -> backend.overwrite(victim, Arrays.copyOf(bytes, 1));
            case HALF -> backend.overwrite(victim, Arrays.copyOf(bytes, bytes.length / 2));
            case ONE_SHORT -> backend.overwrite(victim, Arrays.copyOf(bytes, bytes.length - 1));
            case FIRST_BIT -> flip(backend, victim, 0);
            case MIDDLE_BIT -> flip(backend, victim, bytes.length / 2);
            case LAST_BIT -> flip(backend, victim, bytes.length - 1);
            case SWAPPED -> swap(backend, victim, sibling(backend, victim));
            case APPENDED -> backend.overwrite(victim, Arrays.copyOf(bytes, bytes.length + 1));
        }
    }

    private static void flip(MemoryBackend backend, Handle victim, int at) {
        byte[] bytes = backend.bytes(victim);
        bytes[at] ^= 1;
        backend.overwrite(victim, bytes);
    }

    private static void swap(MemoryBackend backend, Handle one, Handle other) {
        byte[] bytes = backend.bytes(one);
        backend.overwrite(one, backend.bytes(other));
        backend.overwrite(other, bytes);
    }

    private static Handle sibling(MemoryBackend backend, Handle victim) {
        return files(backend, victim.type()).stream().filter(other -> !other.equals(victim)).findFirst().orElseThrow();
    }

    /** The files of a type, in the order of their names. */
    static List<Handle> files(MemoryBackend backend, FileType type) {
        List<Handle> files = new ArrayList<>();
        backend.list(type, (file, size) -> files.add(file));
        files.sort((a, b) -> a.name().compareTo(b.name()));
        return files;
    }
}
