package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.content;
import static cerb.backup.operation.HelpdeskFixture.dirty;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Backend;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.observe.Ledger;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.marks.MarksFile;
import cerb.backup.operation.mirror.Mirror;
import cerb.backup.operation.mirror.MirrorOptions;
import cerb.backup.operation.mirror.Outgoing;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a mirror finds damaged here is no failure of the sink, which ends when that confirms the next file. */
@Timeout(120)
final class DamageFoundByAMirrorTest {
    @TempDir
    private Path root;
    private final Ledger ledger = new Ledger(Clock.systemUTC());

    @Test
    void staysKnownUntilACheckFindsNothing() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 6);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1, 2);
        }
        Path pack = new PackFiles(helpdesk).holding(BlobHandle.data(Id.hash(content(1, 137))));
        PackFiles.flip(pack, 20);
        try (Engine engine = Engine.open(helpdesk.options(), new Observers(ledger))) {
            mirror(engine);
            assertThat(ledger.sink("offsite").failing()).isNull();
            assertThat(ledger.sink("offsite").backlog().unsent()).isPresent();
            assertThat(ledger.damage().what()).contains(pack.getFileName().toString());
            var next = new Ledger(Clock.systemUTC());
            next.resume(null, null, new MarksFile(helpdesk.repository).read());
            assertThat(next.damage().since()).isNotNull();
            assertThat(engine.recoveryPoint().checkpoint(dirty("version.php"))).hasValueSatisfying(result ->
                    assertThat(result.findings()).anyMatch(finding -> finding.message().contains("were stored again")));
            PackFiles.flip(pack, 20);
            CheckResult sound = new Check(engine.repository(), Observer.NONE).run(CheckOptions.everything());
            engine.observers().all().checked(sound, Instant.now());
            assertThat(ledger.damage()).isNull();
            assertThat(new MarksFile(helpdesk.repository).read().damaged()).isFalse();
        }
    }

    private void mirror(Engine engine) {
        Backend sink = new LocalBackend(root.resolve("sink"));
        Mirror mirror = engine.mirrors().begin(sink, new MirrorOptions("offsite", Duration.ofHours(24), true, Duration.ZERO));
        for (Optional<Outgoing> file = mirror.next(); file.isPresent(); file = mirror.next()) {
            send(mirror, sink, file.get());
        }
    }

    /** As a store does that reads a file before it puts it. */
    private static void send(Mirror mirror, Backend sink, Outgoing file) {
        try (InputStream in = file.content().open()) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            mirror.failed(file, e);
            return;
        }
        sink.save(file.handle(), file.content());
        mirror.confirm(file, sink.size(file.handle()), null);
    }
}
