package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.content;
import static cerb.backup.operation.HelpdeskFixture.dirty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.observe.Ledger;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.prune.Prune;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.DamagedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a check has found damaged is known to the processes after it. */
@Timeout(120)
final class UnsoundPacksTest {
    @TempDir
    Path root;

    /** A flipped bit is in no listing: without the note, prune might keep the damaged one of two copies. */
    @Test
    void whatACheckFoundIsStoredAgainAndPrunedByOthers() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 6);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1, 2);
        }
        PackFiles.flip(new PackFiles(helpdesk).holding(BlobHandle.data(Id.hash(content(1, 137)))), 20);
        try (Engine engine = helpdesk.engine()) {
            assertThat(check(engine).damaged()).isTrue();
        }
        try (Engine engine = helpdesk.engine()) {
            assertThat(engine.recoveryPoint().checkpoint(dirty("version.php"))).hasValueSatisfying(result ->
                    assertThat(result.findings()).anyMatch(finding -> finding.message().contains("were stored again")));
        }
        try (Engine engine = helpdesk.engine()) {
            assertThat(new Prune(engine, Observer.NONE).run(KillVictim.THOROUGH).packsRemoved()).isPositive();
            assertThat(check(engine).findings()).isEmpty();
            engine.repository().index().trust().compare();
            assertThat(engine.repository().index().trust().distrusted()).as("what has gone is forgotten").isEmpty();
        }
        helpdesk.checkByRestic();
    }

    /** As a check that reads another tenth of the packs each time. */
    @Test
    void damageStaysForChecksThatDoNotReadItAndEndsWithOneThatReadsItSound() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 6);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1, 2);
        }
        Path pack = new PackFiles(helpdesk).holding(BlobHandle.data(Id.hash(content(1, 137))));
        PackFiles.flip(pack, 20);
        Ledger ledger = new Ledger(Clock.systemUTC());
        assertThat(check(helpdesk, CheckOptions.structure(), ledger).findings()).as("nobody has read it yet").isEmpty();
        check(helpdesk, CheckOptions.everything(), ledger);
        Ledger.Damage damage = ledger.damage();
        assertThat(damage.what()).contains(pack.getFileName().toString());
        CheckResult unread = check(helpdesk, CheckOptions.structure(), ledger);
        assertThat(unread.damaged()).isTrue();
        assertThat(unread.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo("pack " + pack.getFileName());
            assertThat(finding.remedy()).contains("check --read-data");
        });
        assertThat(ledger.damage()).as("it is the same, since then").isEqualTo(damage);
        PackFiles.flip(pack, 20);
        assertThat(check(helpdesk, CheckOptions.structure(), ledger).damaged()).as("nobody has read it since").isTrue();
        assertThat(check(helpdesk, CheckOptions.everything(), ledger).findings()).isEmpty();
        assertThat(ledger.damage()).isNull();
        assertThat(check(helpdesk, CheckOptions.structure(), ledger).findings()).isEmpty();
    }

    @Test
    void whatWasMissingIsTrustedAgainOnceItIsBack() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 6);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1, 2);
        }
        BlobHandle blob = BlobHandle.data(Id.hash(content(1, 137)));
        Path pack = new PackFiles(helpdesk).holding(blob);
        Path aside = Files.move(pack, root.resolve("aside"));
        try (Engine engine = helpdesk.engine()) {
            IndexedRepository index = engine.repository().index();
            assertThatThrownBy(() -> index.load(blob)).isInstanceOf(DamagedException.class);
            assertThat(index.trust().holds(blob)).isFalse();
            Files.move(aside, pack);
            index.trust().compare();
            assertThat(index.trust().holds(blob)).isTrue();
        }
        try (Engine engine = helpdesk.engine()) {
            assertThat(engine.repository().index().trust().distrusted()).as("nothing was noted").isEmpty();
        }
    }

    /** By a process of its own. */
    private static CheckResult check(HelpdeskFixture helpdesk, CheckOptions options, Observer observer) {
        try (Engine engine = helpdesk.engine()) {
            return new Check(engine.repository(), observer).run(options);
        }
    }

    private static CheckResult check(Engine engine) {
        return new Check(engine.repository(), Observer.NONE).run(CheckOptions.everything());
    }
}
