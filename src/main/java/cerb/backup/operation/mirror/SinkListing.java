package cerb.backup.operation.mirror;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.backend.TransientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists both sides in the order that keeps a pass closed. */
final class SinkListing {
    private static final Logger LOG = LoggerFactory.getLogger(SinkListing.class);
    /** The other way round than files are written: whatever is listed, what it needs is listed after it. */
    private static final List<FileType> READING_ORDER = List.of(FileType.SNAPSHOT, FileType.INDEX, FileType.DATA, FileType.KEY, FileType.CONFIG);
    private static final int DOUBTS = 8;

    private final Backend local;
    private final Backend sink;
    private final Ledger ledger;

    SinkListing(Backend local, Backend sink, Ledger ledger) {
        this.local = local;
        this.sink = sink;
        this.ledger = ledger;
    }

    /**
     * What was found.
     *
     * @param missing how many files that the sink had confirmed are no longer there
     * @param damaged files whose bytes there are not those of their names
     * @param resent  how many of these are sent again, because they are not known to be damaged here
     * @param unhashed why the sink has not said which are damaged, though it can; null if it has
     */
    record Found(int missing, List<Handle> damaged, int resent, String unhashed) { }

    /**
     * Makes the ledger agree with both sides.
     *
     * @param isHashed of which files the sink is to say, if it can, whether their bytes are those of their names
     */
    Found take(Predicate<Handle> isHashed) {
        long mark = ledger.mark();
        Map<Handle, Long> before = ledger.confirmed();
        Map<Handle, Long> there = list(sink);
        List<Handle> missing = before.keySet().stream().filter(file -> !there.containsKey(file)).toList();
        missing.stream().limit(DOUBTS).forEach(this::refuseIfThere);
        List<Handle> share = before.keySet().stream().filter(file -> isNamedByItsBytes(file) && there.containsKey(file) && isHashed.test(file)).toList();
        List<Handle> suspects = ledger.suspects(there);
        List<Handle> damaged = List.of();
        List<Handle> right = List.of();
        String unhashed = null;
        try {
            Optional<SinkHashes> hashes = SinkHashes.of(Stream.concat(share.stream(), suspects.stream().filter(SinkListing::isNamedByItsBytes)).toList(), sink);
            damaged = share.stream().filter(file -> hashes.filter(said -> !said.isRight(file)).isPresent()).toList();
            right = cleared(suspects, hashes);
        } catch (BackendException e) {
            // a store may hash no more and yet take files: what is new goes there all the same
            LOG.warn("files at {} could not be hashed there: {}", sink.location(), e.getMessage());
            unhashed = share.isEmpty() ? null : e.getMessage();
        }
        List<Handle> resent = damaged.stream().filter(file -> maySend(file, before.get(file))).toList();
        resent.forEach(ledger::wrong);
        ledger.listed(mark, there, list(local));
        right.forEach(ledger::prove);
        return new Found(missing.size(), damaged, resent.size(), unhashed);
    }

    /** The config alone is not. */
    private static boolean isNamedByItsBytes(Handle file) {
        return file.type() != FileType.CONFIG;
    }

    /** Those suspects whose bytes are right: they need not be put again, which some stores refuse. */
    private List<Handle> cleared(List<Handle> suspects, Optional<SinkHashes> hashes) {
        List<Handle> right = suspects.stream().filter(file -> hashes.filter(said -> said.isRight(file)).isPresent()).toList();
        right.forEach(ledger::clear);
        suspects.stream().filter(file -> hashes.isEmpty() || !isNamedByItsBytes(file)).forEach(ledger::onlyListed);
        return right;
    }

    /** Whether it is sound here, or may be: what cannot be read now waits until it can. */
    private boolean maySend(Handle file, long size) {
        try (InputStream content = new StoredFile(local, file, size).open()) {
            content.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (UnreadableFileException e) {
            return true;
        } catch (IOException e) {
            LOG.warn("{} is damaged at {} and cannot be sent again: {}", file.path(), sink.location(), e.getMessage());
            return false;
        }
    }

    /** A listing is no proof of absence: stores answer late, partly, or with nothing at all. */
    private void refuseIfThere(Handle file) {
        try {
            sink.size(file);
        } catch (NotFoundException e) {
            return;
        }
        throw new TransientException("the listing of " + sink.location() + " lacks " + file + ", which is there; it is asked for again");
    }

    /** The snapshots of one side as of now. */
    static Set<Handle> snapshots(Backend backend) {
        var files = new HashSet<Handle>();
        backend.list(FileType.SNAPSHOT, (file, size) -> files.add(file));
        return files;
    }

    private static Map<Handle, Long> list(Backend backend) {
        var files = new HashMap<Handle, Long>();
        for (FileType type : READING_ORDER) {
            backend.list(type, files::put);
        }
        return files;
    }
}
