package cerb.backup.storage;

/** An entry of a directory and what the file system said about it while the directory was listed. */
public record DirectoryEntry(FileName name, Attributes attributes) {
}
