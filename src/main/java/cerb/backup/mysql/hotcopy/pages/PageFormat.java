package cerb.backup.mysql.hotcopy.pages;

/** Where a page has its checksum, and of what. Thread-safe. */
interface PageFormat {
    /** What is known of a page. */
    enum Verdict { SOUND, DAMAGED, UNKNOWN }

    /** Of the page of {@code size} bytes that begins at {@code at}, and is not all zeros. */
    Verdict judge(byte[] bytes, int at, int size);
}
