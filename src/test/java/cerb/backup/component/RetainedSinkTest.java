package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.ClockOf;
import cerb.backup.Oracles;
import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.format.Id;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.mirror.Mirror;
import cerb.backup.operation.mirror.MirrorOptions;
import cerb.backup.operation.mirror.Outgoing;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.prune.Prune;
import cerb.backup.operation.prune.PruneOptions;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.Finding;
import cerb.backup.proxy.FaultyProxy;
import cerb.backup.proxy.S3Request;
import cerb.backup.proxy.Worm;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped S3 store with Object Lock, which a proxy enforces: nothing is replaced, and what was pruned goes when its retention has ended. */
class RetainedSinkTest {
    private static final int DAYS = 3;
    private static final PruneOptions THOROUGH = PruneOptions.standard(0).withMaxUnused(0).withGrace(Duration.ZERO).withPatience(Duration.ZERO);

    @TempDir
    private Path home;

    private Duration later = Duration.ZERO;
    private final Clock clock = new ClockOf(() -> Instant.now().plus(later));
    private final List<Finding> findings = new ArrayList<>();

    @Test
    void whatWasPrunedStaysUntilItsRetentionHasEnded() throws Exception {
        EmbeddedS3 s3 = Oracles.s3();
        String bucket = Oracles.newBucket("retained");
        Worm worm = new Worm(clock);
        try (FaultyProxy proxy = FaultyProxy.before(s3.endpoint());
                Routes routes = new RoutesFixture(home).sink("offsite", proxy.endpoint(), s3.accessKey(), s3.secretKey(), bucket, "")
                        .set("sink.offsite.object-lock-mode", "compliance").set("sink.offsite.object-lock-days", "" + DAYS).start(false, Map.of());
                Backend sink = routes.sink("offsite", home.resolve("fetched"), 0)) {
            proxy.strike(1, request -> request.key().startsWith("data/"), (request, server) -> {
                worm.answer(request, server);
                return new byte[0];
            });
            proxy.strike(request -> request.kind() == S3Request.Kind.PUT || request.kind() == S3Request.Kind.DELETE, worm);
            prune(sink, worm);
        }
        assertThat(worm.replaced()).isZero();
    }

    private void prune(Backend sink, Worm worm) throws IOException {
        var helpdesk = new HelpdeskFixture(home.resolve("helpdesk"));
        Files.createDirectories(helpdesk.repository);
        try (Engine engine = HelpdeskFixture.engine(new LocalBackend(helpdesk.repository), helpdesk.options(), clock)) {
            engine.observers().add(new Observer() {
                @Override
                public void found(Finding finding) {
                    findings.add(finding);
                }
            });
            Mirror mirror = engine.mirrors().begin(sink, new MirrorOptions("offsite", Duration.ofHours(24), true, Duration.ofDays(1)));
            helpdesk.write("mail/both", HelpdeskFixture.content(1, 200_000));
            helpdesk.write("mail/first", HelpdeskFixture.content(2, 300_000));
            Id first = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow().snapshot();
            helpdesk.delete("mail/first");
            engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow();
            drain(mirror, sink);
            new RemovalJournal(helpdesk.repository).append(new Removal(clock.instant(), "forget", List.of(), List.of(new Handle(FileType.SNAPSHOT, first.toString()))));
            engine.repository().removeSnapshot(first);
            new Prune(engine, Observer.NONE).run(THOROUGH);
            drain(mirror, sink);
            Set<String> all = names(sink);
            for (Duration time : List.of(Duration.ofHours(30), Duration.ofHours(60))) {
                later = time;
                drain(mirror, sink);
                assertThat(names(sink)).isEqualTo(all);
            }
            assertThat(worm.refusedDeletes()).as("once a verify period").isEqualTo(2);
            assertThat(ofSink()).as("told once").singleElement().asString().contains("stays at").contains("AccessDenied");
            later = Duration.ofDays(DAYS).plusHours(20);
            drain(mirror, sink);
            assertThat(names(sink)).isEqualTo(names(engine.repository().backend())).doesNotContain(FileType.SNAPSHOT.directory() + '/' + first);
            assertThat(ofSink()).hasSize(1);
        }
    }

    private static void drain(Mirror mirror, Backend sink) {
        for (Optional<Outgoing> file = mirror.next(); file.isPresent(); file = mirror.next()) {
            sink.save(file.get().handle(), file.get().content());
            mirror.confirm(file.get(), sink.size(file.get().handle()), null);
        }
    }

    private static Set<String> names(Backend backend) {
        Set<String> names = new TreeSet<>();
        for (FileType type : FileType.values()) {
            backend.list(type, (file, size) -> names.add(file.path()));
        }
        return names;
    }

    private List<Finding> ofSink() {
        return findings.stream().filter(finding -> finding.subject().equals("offsite")).toList();
    }
}
