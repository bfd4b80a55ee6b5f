package cerb.backup.format;

/** What a blob holds: a piece of a file's content, or one directory. */
public enum BlobType {
    /** A piece of a file's content. */
    DATA,
    /** One directory, as {@code cerb.backup.format.tree} writes it. */
    TREE;

    /** Returns the word that index files use: {@code data} or {@code tree}. */
    public String word() {
        return switch (this) {
            case DATA -> "data";
            case TREE -> "tree";
        };
    }

    /**
     * Returns the type of {@code word}.
     *
     * @throws FormatException if it is neither {@code data} nor {@code tree}
     */
    public static BlobType parse(String word) {
        return switch (word) {
            case "data" -> DATA;
            case "tree" -> TREE;
            default -> throw new FormatException("no blob type: " + FormatException.excerpt(word));
        };
    }
}
