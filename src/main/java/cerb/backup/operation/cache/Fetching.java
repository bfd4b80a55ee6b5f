package cerb.backup.operation.cache;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.format.Id;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;

/** One pack that is asked for at one sink after the other, and proved by its name. For one thread. */
final class Fetching {
    private final Handle pack;
    private final Backend.Reader<Long> target;
    private final Losses listener;
    private BackendException failure;
    private Backend damaged;

    Fetching(Handle pack, Backend.Reader<Long> target, Losses listener) {
        this.pack = pack;
        this.target = target;
        this.listener = listener;
    }

    boolean isDoneFrom(Backend sink) {
        try {
            // by its size first: a store that has it not answers that at once, while a load of it is tried again and again
            sink.size(pack);
            sink.load(pack, 0, -1, in -> verified(sink, in));
            return true;
        } catch (CorruptException e) {
            listener.damaged(pack, e.getMessage());
            damaged = damaged == null ? sink : damaged;
            failed(e);
        } catch (BackendException e) {
            failed(e);
        }
        return false;
    }

    private Long verified(Backend sink, InputStream in) throws IOException {
        var digesting = new DigestInputStream(in, Id.newDigest());
        Long copied = target.read(digesting);
        if (!Id.of(digesting.getMessageDigest()).toString().equals(pack.name())) {
            throw new CorruptException("the copy of " + pack.path() + " at " + sink.location() + " is damaged: its bytes are not those of its name");
        }
        return copied;
    }

    /** What may pass counts before what is damaged, and that before what is not there. */
    private void failed(BackendException e) {
        if (failure == null || failure instanceof NotFoundException || failure instanceof CorruptException && !(e instanceof NotFoundException)) {
            failure = e;
        }
    }

    /** Without a sound copy: of a damaged pack, the blobs that are sound are still to be read. Throws what has failed where that may pass. */
    void takeDamaged() {
        if (!isDamaged()) {
            throw failure;
        }
        damaged.load(pack, 0, -1, target);
    }

    /** Whether no sink has a sound copy, and one at least a damaged one. */
    boolean isDamaged() {
        return failure instanceof CorruptException;
    }

    boolean isNowhere() {
        return failure instanceof NotFoundException;
    }
}
