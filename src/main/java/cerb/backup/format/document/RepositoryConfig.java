package cerb.backup.format.document;

import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.JsonReader;
import cerb.backup.format.JsonWriter;
import java.util.Objects;

/**
 * What is the same for a repository's whole life (restic design, Config): sealed with the master key, never compressed.
 *
 * @param version           of the format: 1, or 2 which knows compression
 * @param id                random, tells this repository from all others
 * @param chunkerPolynomial hexadecimal, random, secret: an irreducible polynomial of degree 53
 */
public record RepositoryConfig(int version, Id id, String chunkerPolynomial) {

    /** The version that new repositories get. */
    public static final int CURRENT_VERSION = 2;

    private static final String HEX = "[0-9a-f]{1,16}";

    /**
     * Refuses what no repository has.
     *
     * @throws FormatException on an unknown version or a polynomial that is no number
     */
    public RepositoryConfig {
        Objects.requireNonNull(id, "id");
        if (version < 1 || version > CURRENT_VERSION) {
            throw new FormatException("config: repository version " + version + " is not supported. Use a newer cerb-backup.");
        }
        if (!chunkerPolynomial.matches(HEX)) {
            throw new FormatException("config: the chunker polynomial is not a hexadecimal number of 64 bits");
        }
    }

    /**
     * Reads the decrypted file.
     *
     * @throws FormatException if it is no config
     */
    public static RepositoryConfig read(byte[] plain) {
        JsonReader json = JsonReader.of("config", plain);
        long version = 0;
        Id id = null;
        String polynomial = "";
        json.beginObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "version" -> version = json.number(0, Integer.MAX_VALUE);
                case "id" -> id = json.id();
                case "chunker_polynomial" -> polynomial = json.string();
                default -> json.skip();
            }
        }
        json.end();
        if (id == null) {
            throw json.malformed("has no repository id");
        }
        return new RepositoryConfig((int) version, id, polynomial);
    }

    /** Returns the plaintext of the file. */
    public byte[] write() {
        JsonWriter json = new JsonWriter(160);
        json.beginObject().field("version").number(version).field("id").id(id).field("chunker_polynomial").string(chunkerPolynomial).endObject();
        return json.toBytes();
    }

    /** Does not show the polynomial, from which the ends of chunks could be told. */
    @Override
    public String toString() {
        return "config of version " + version + ", repository " + id;
    }
}
