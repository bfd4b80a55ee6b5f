package cerb.backup.operation;

import cerb.backup.format.Id;
import cerb.backup.storage.Attributes;
import cerb.backup.storage.Directory;
import cerb.backup.storage.ExtendedAttributes;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import cerb.backup.storage.SymbolicLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Describes a directory tree so that two can be compared: bytes, modes, times, owners, extended attributes, targets; and what is linked to what. */
public final class TreeListing {
    private TreeListing() {
    }

    /** Path to description, the root under ".". */
    public static SortedMap<String, String> of(Path root) throws IOException {
        var lines = new TreeMap<String, String>();
        var firstNames = new TreeMap<Long, String>();
        list(root, RelativePath.ROOT, lines, firstNames);
        return lines;
    }

    private static void list(Path path, RelativePath relative, SortedMap<String, String> lines, SortedMap<Long, String> firstNames) throws IOException {
        Attributes attributes = Attributes.read(path);
        lines.put(relative.toString(), describe(path, relative, attributes, firstNames));
        if (attributes.isDirectory()) {
            for (FileName name : Directory.names(path)) {
                list(name.in(path), relative.child(name), lines, firstNames);
            }
        }
    }

    private static String describe(Path path, RelativePath relative, Attributes attributes, SortedMap<Long, String> firstNames) throws IOException {
        String common = attributes.kind() + " " + attributes.uid() + ":" + attributes.gid() + " " + attributes.modified();
        return switch (attributes.kind()) {
            case FILE -> common + extended(path) + " " + Integer.toOctalString(attributes.mode()) + " " + Id.hash(Files.readAllBytes(path)).shortName()
                    + (attributes.links() > 1 ? " = " + firstNames.computeIfAbsent(attributes.inode(), inode -> relative.toString()) : "");
            case SYMBOLIC_LINK -> attributes.kind() + " -> " + HexFormat.of().formatHex(SymbolicLink.target(path));
            default -> common + extended(path) + " " + Integer.toOctalString(attributes.mode());
        };
    }

    private static String extended(Path path) throws IOException {
        return ExtendedAttributes.read(path).entrySet().stream().map(each -> " " + each.getKey() + "=" + HexFormat.of().formatHex(each.getValue()))
                .collect(Collectors.joining());
    }
}
