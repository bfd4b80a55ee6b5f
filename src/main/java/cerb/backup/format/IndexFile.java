package cerb.backup.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Reads and writes the file that says which blobs lie in which packs (restic design, Indexing). Both stream: an index is never in memory as JSON.
 *
 * <p>{@code supersedes} is neither written nor honoured, as in today's restic.
 */
public final class IndexFile {

    /** Blobs at which an index file that is written is full (restic). */
    public static final int FULL_BLOBS = 50_000;

    private static final int DRAIN_LENGTH = 32 << 10;
    private static final int MAXIMUM_BLOBS = PackHeader.MAXIMUM_LENGTH / 37;

    private IndexFile() {
    }

    /**
     * All blobs of one pack; an index holds a pack whole or not at all.
     *
     * @param pack  id of the pack
     * @param blobs in the order of their offsets when it comes from a pack header; any order when read from an index
     */
    public record IndexedPack(Id pack, List<PackedBlob> blobs) {

        /** Refuses nulls and copies the list. */
        public IndexedPack {
            Objects.requireNonNull(pack, "pack");
            blobs = List.copyOf(blobs);
        }
    }

    /**
     * Writes an index as JSON, before compression.
     *
     * @throws IOException if {@code out} fails; it is not closed
     */
    public static void write(OutputStream out, Collection<IndexedPack> packs) throws IOException {
        JsonWriter json = new JsonWriter(DRAIN_LENGTH + 1024);
        json.beginObject().field("packs").beginArray();
        for (IndexedPack pack : packs) {
            json.beginObject().field("id").id(pack.pack()).field("blobs").beginArray();
            for (PackedBlob blob : pack.blobs()) {
                write(json, blob);
                if (json.length() > DRAIN_LENGTH) {
                    json.drainTo(out);
                }
            }
            json.endArray().endObject();
        }
        json.endArray().endObject().newline().drainTo(out);
    }

    private static void write(JsonWriter json, PackedBlob blob) {
        json.beginObject().field("id").id(blob.handle().id()).field("type").string(blob.handle().type().word());
        json.field("offset").number(blob.offset()).field("length").number(blob.length());
        if (blob.isCompressed()) {
            json.field("uncompressed_length").number(blob.uncompressedLength());
        }
        json.endObject();
    }

    /**
     * Reads an index from JSON, after decompression.
     *
     * @param in    not closed
     * @param packs gets each pack as soon as it is read; when this method throws it may have got some already
     * @throws FormatException if the bytes are no index, or {@code in} fails
     */
    public static void read(InputStream in, Consumer<IndexedPack> packs) {
        JsonReader json = JsonReader.of("index", in);
        json.beginObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            if (!field.equals("packs")) {
                json.skip();
            } else if (json.beginArray()) {
                while (json.hasNext()) {
                    packs.accept(readPack(json));
                }
            }
        }
        json.end();
    }

    private static IndexedPack readPack(JsonReader json) {
        Id id = null;
        List<PackedBlob> blobs = new ArrayList<>();
        json.beginObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "id" -> id = json.id();
                case "blobs" -> readBlobs(json, blobs);
                default -> json.skip();
            }
        }
        if (id == null) {
            throw json.malformed("holds a pack without an id");
        }
        return new IndexedPack(id, blobs);
    }

    private static void readBlobs(JsonReader json, List<PackedBlob> blobs) {
        if (json.beginArray()) {
            while (json.hasNext()) {
                if (blobs.size() >= MAXIMUM_BLOBS) {
                    throw json.malformed("holds more than " + MAXIMUM_BLOBS + " blobs of one pack");
                }
                blobs.add(readBlob(json));
            }
        }
    }

    private static PackedBlob readBlob(JsonReader json) {
        Id id = null;
        String type = "";
        long offset = 0;
        long length = 0;
        long uncompressedLength = 0;
        json.beginObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "id" -> id = json.id();
                case "type" -> type = json.string();
                case "offset" -> offset = json.unsignedInt();
                case "length" -> length = json.number(0, Integer.MAX_VALUE);
                case "uncompressed_length" -> uncompressedLength = json.number(0, Integer.MAX_VALUE);
                default -> json.skip();
            }
        }
        if (id == null) {
            throw json.malformed("holds a blob without an id");
        }
        return blob(json, new BlobHandle(blobType(json, type), id), offset, length, uncompressedLength);
    }

    private static BlobType blobType(JsonReader json, String word) {
        try {
            return BlobType.parse(word);
        } catch (FormatException e) {
            throw json.malformed("holds " + e.getMessage());
        }
    }

    private static PackedBlob blob(JsonReader json, BlobHandle handle, long offset, long length, long uncompressedLength) {
        try {
            return new PackedBlob(handle, offset, (int) length, (int) uncompressedLength);
        } catch (FormatException e) {
            throw json.malformed("is wrong: " + e.getMessage());
        }
    }
}
