package cerb.backup.operation.crosscheck.hashes;

/** The reader of an inventory's lines, for those who feed it what nobody should. */
public final class InventoryParser {
    private InventoryParser() {}

    /** Law: a line that is taken comes back; throws IllegalArgumentException for one that is not. */
    public static void line(String text) {
        InventoryLines.Line line = InventoryLines.parse(text);
        if (line == null) {
            throw new IllegalArgumentException("no line of an inventory");
        }
        String again = String.join("\t", line.key(), line.size(), line.sha1(), line.content());
        if (!text.replaceAll("\t+\\z", "").equals(again)) {
            throw new IllegalStateException("line " + text + " is taken for " + again);
        }
    }
}
