package cerb.backup.operation.cache;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.local.FileError;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The packs that are kept at the sinks alone, in a file of the repository's directory that also says to people what that means. A line
 * {@code + 16777216 at offsite,vault 0123...} adds a pack of so many bytes that these sinks have held, {@code - 0123...} takes it away; all others are
 * words. Half a line, as a power cut leaves it, is none: it ends in the middle of a name.
 *
 * <p>Thread-safe. Of several processes only the one that holds the {@link cerb.backup.operation.gate.HostLock} may change it.
 */
public final class AwayPacks {
    /** The file's name, in the repository's directory. */
    public static final String NAME = "NOT-A-FULL-REPOSITORY";

    private static final String WORDS = """
            This directory is NOT a full repository, and no backup by itself: it is a cache (repository.keep=metadata).
            The packs of data listed below were removed from it, because every sink holds them. Restore from a sink, or with cerb-backup,
            which fetches what is needed from a sink. Do not run "restic repair index", "restic rebuild-index" or "restic prune" here:
            they take the packs below for lost.
            To have everything here again: set repository.keep=all, start cerb-backup anew, and run "cerb-backup check --read-data".
            """;
    private static final Pattern LINE = Pattern.compile("\\+ (\\d{1,18}) (?:at ([a-z0-9,-]+) )?([0-9a-f]{64})|- ([0-9a-f]{64})");

    private final Path file;
    private Map<Handle, Kept> packs;
    /** Whether the file is known to end with a whole line, and to be in its directory after a power cut. */
    private boolean ended;

    /** The size of a pack in bytes, and the sinks that have held it; none where that is not known. */
    private record Kept(long bytes, Set<String> sinks) {
        String line(Handle pack) {
            return "+ " + bytes + (sinks.isEmpty() ? " " : " at " + String.join(",", new TreeSet<>(sinks)) + " ") + pack.name() + "\n";
        }

        boolean isAtOneOf(Collection<String> names) {
            return names.stream().anyMatch(sinks::contains);
        }
    }

    private AwayPacks(Path file, Map<Handle, Kept> packs) {
        this.file = file;
        this.packs = packs;
    }

    /** Reads the list of a repository's directory; where there is none, no pack is away. */
    public static AwayPacks read(Path directory) {
        Path file = directory.resolve(NAME);
        return new AwayPacks(file, parse(file));
    }

    /** Reads the list for the process that may change it, and writes it anew. */
    public static AwayPacks open(Path directory) {
        AwayPacks away = read(directory);
        if (Files.exists(away.file)) {
            away.compact();
        }
        return away;
    }

    private static Map<Handle, Kept> parse(Path file) {
        var packs = new LinkedHashMap<Handle, Kept>();
        try {
            Files.readString(file).lines().forEach(line -> read(line, packs));
            return packs;
        } catch (NoSuchFileException e) {
            return packs;
        } catch (IOException e) {
            throw new OperationException("cannot read " + file + ", which lists the packs that are kept at the sinks alone: " + FileError.words(e, file),
                    "Make it readable for the user that runs cerb-backup; do not remove it.", e);
        }
    }

    private static void read(String line, Map<Handle, Kept> packs) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches() && matcher.group(3) != null) {
            Set<String> sinks = matcher.group(2) == null ? Set.of() : Arrays.stream(matcher.group(2).split(",")).collect(Collectors.toUnmodifiableSet());
            packs.put(new Handle(FileType.DATA, matcher.group(3)), new Kept(Long.parseLong(matcher.group(1)), sinks));
        } else if (matcher.matches()) {
            packs.remove(new Handle(FileType.DATA, matcher.group(4)));
        }
    }

    /** The size in bytes of a pack that is away; empty for any other. */
    public synchronized Optional<Long> size(Handle pack) {
        return Optional.ofNullable(packs.get(pack)).map(Kept::bytes);
    }

    /** All that are away, with their sizes in bytes. */
    public synchronized Map<Handle, Long> all() {
        return packs.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, pack -> pack.getValue().bytes));
    }

    /** The bytes of all that are away. */
    public synchronized long totalBytes() {
        return packs.values().stream().mapToLong(Kept::bytes).sum();
    }

    /** Reads the file again, which another process may have changed, and returns all with their sizes in bytes. */
    synchronized Map<Handle, Long> reread() {
        packs = parse(file);
        return all();
    }

    /** Whether none is: the directory is a full repository. */
    public synchronized boolean isEmpty() {
        return packs.isEmpty();
    }

    /** Of how many the only one of some sinks that has held them is this. */
    synchronized long countOnlyAt(String sink, Collection<String> sinks) {
        List<String> others = sinks.stream().filter(other -> !other.equals(sink)).toList();
        return packs.values().stream().filter(pack -> pack.sinks.contains(sink) && !pack.isAtOneOf(others)).count();
    }

    /** Those that are not noted as held by all of some sinks. */
    synchronized Set<Handle> notNotedAt(Set<String> sinks) {
        return packs.entrySet().stream().filter(pack -> !pack.getValue().sinks.containsAll(sinks)).map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /** Notes that all of some sinks have packs; of those that are away no longer, as after a prune, nothing. */
    synchronized void note(Collection<Handle> some, Set<String> sinks) {
        add(some.stream().filter(packs::containsKey).collect(Collectors.toMap(pack -> pack, pack -> packs.get(pack).bytes)), sinks);
    }

    /**
     * Refuses to have packs looked for where none of them has ever been.
     *
     * @param sinks those that can be asked
     * @throws OperationException if none of them has held some of the packs
     */
    public synchronized void demandHeldBy(Collection<String> sinks) {
        List<Kept> elsewhere = packs.values().stream().filter(pack -> !pack.sinks.isEmpty() && !pack.isAtOneOf(sinks)).toList();
        if (!elsewhere.isEmpty()) {
            String places = elsewhere.stream().flatMap(pack -> pack.sinks.stream()).distinct().sorted().collect(Collectors.joining(" and "));
            throw new OperationException(Plurals.are(elsewhere.size(), "pack") + " kept at " + places + " alone, of " + file.getParent() + ", and sinks names "
                    + (sinks.isEmpty() ? "none" : "only " + String.join(", ", sinks)), "Put it back into sinks; another takes its place when it has caught up with everything beside it. "
                    + lostForGood());
        }
    }

    /** What to do where the packs cannot be had again. */
    String lostForGood() {
        return "Where what it held is lost for good, stop cerb-backup, move the file " + file + " away, and start again: what the source still has is then stored anew.";
    }

    /** Adds packs with their sizes in bytes, which all of some sinks have, if it is known which; on return they are on the disk. */
    public synchronized void add(Map<Handle, Long> more, Set<String> sinks) {
        var added = new LinkedHashMap<Handle, Kept>();
        more.forEach((pack, bytes) -> added.put(pack, new Kept(bytes, withThose(pack, sinks))));
        append(lines(added), true);
        packs.putAll(added);
    }

    private Set<String> withThose(Handle pack, Set<String> sinks) {
        Set<String> all = new HashSet<>(sinks);
        all.addAll(packs.containsKey(pack) ? packs.get(pack).sinks : Set.of());
        return Set.copyOf(all);
    }

    private static String lines(Map<Handle, Kept> packs) {
        return packs.entrySet().stream().map(pack -> pack.getValue().line(pack.getKey())).collect(Collectors.joining());
    }

    /** Takes packs off the list; after a power cut they may be on it again, unless it is done durably. Without any the file goes. */
    synchronized void remove(Collection<Handle> some, boolean durably) {
        var gone = some.stream().filter(packs::containsKey).toList();
        if (gone.isEmpty()) {
            return;
        }
        if (gone.size() < packs.size()) {
            append(gone.stream().map(pack -> "- " + pack.name() + "\n").collect(Collectors.joining()), durably);
        } else {
            delete();
        }
        packs.keySet().removeAll(gone);
    }

    private void append(String lines, boolean durably) {
        if (lines.isEmpty()) {
            return;
        }
        try {
            boolean isNew = !Files.exists(file);
            boolean isWhole = ended && !isNew;
            ended = false;
            // what a power cut or a full disk has left of a line must not become the beginning of this one
            write(file, (isNew ? WORDS : isWhole ? "" : "\n") + lines, durably, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (!isWhole) {
                forceDirectory();
            }
            ended = true;
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private void delete() {
        try {
            if (Files.deleteIfExists(file)) {
                forceDirectory();
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Writes the list anew, without what has come and gone. */
    private synchronized void compact() {
        if (packs.isEmpty()) {
            delete();
            return;
        }
        Path fresh = file.resolveSibling(NAME + "-tmp");
        try {
            write(fresh, WORDS + lines(packs), true, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            ended = true;
            forceDirectory();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private static void write(Path file, String text, boolean durably, StandardOpenOption... more) throws IOException {
        var options = new HashSet<>(Set.of(more));
        options.add(StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")))) {
            for (var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)); bytes.hasRemaining();) {
                channel.write(bytes);
            }
            if (durably) {
                channel.force(true);
            }
        }
    }

    private void forceDirectory() throws IOException {
        try (FileChannel directory = FileChannel.open(file.getParent())) {
            directory.force(true);
        }
    }

    private OperationException cannotWrite(IOException e) {
        return new OperationException("cannot note in " + file + " which packs are kept at the sinks alone: " + FileError.words(e, file),
                "No pack was dropped. Make room on the disk and the directory writable.", e);
    }
}
