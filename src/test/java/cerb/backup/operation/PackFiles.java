package cerb.backup.operation;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds the packs of a helpdesk's repository, and damages them. */
final class PackFiles {
    private final HelpdeskFixture helpdesk;

    PackFiles(HelpdeskFixture helpdesk) {
        this.helpdesk = helpdesk;
    }

    /** All packs of one kind. */
    List<Path> of(BlobType type) {
        List<Path> packs = new ArrayList<>();
        try (Engine engine = helpdesk.engine()) {
            engine.repository().index().forEachPack((pack, blobs) -> {
                if (blobs.get(0).handle().type() == type) {
                    packs.add(file(pack));
                }
            });
        }
        return packs;
    }

    /** The pack that the index says holds a blob. */
    Path holding(BlobHandle blob) {
        try (Engine engine = helpdesk.engine()) {
            return file(engine.repository().index().locate(blob).orElseThrow().pack());
        }
    }

    Path file(Id pack) {
        return helpdesk.repository.resolve("data/" + pack.toString().substring(0, 2) + "/" + pack);
    }

    /** Leaves the first bytes of a file. */
    static void cut(Path file, int bytes) throws IOException {
        rewrite(file, Arrays.copyOf(Files.readAllBytes(file), bytes));
    }

    /** Flips a bit. */
    static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        rewrite(file, bytes);
    }

    private static void rewrite(Path file, byte[] bytes) throws IOException {
        // it is read-only
        Files.delete(file);
        Files.write(file, bytes);
    }
}
