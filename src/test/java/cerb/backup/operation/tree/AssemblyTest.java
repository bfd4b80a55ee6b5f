package cerb.backup.operation.tree;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.repository.RepositoryWriter;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AssemblyTest {
    @TempDir
    Path root;

    @Test
    void writesADirectoryAtOnceWhenNothingOfItIsWaitedFor() {
        try (Engine engine = new HelpdeskFixture(root).engine(); RepositoryWriter writer = engine.repository().index().openWriter()) {
            Supplier<Id> id = new Assembly(writer).close(new PendingTree());
            assertThat(CompletableFuture.supplyAsync(id)).succeedsWithin(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void letsLaterDirectoriesWaitForTheFirst() {
        try (Engine engine = new HelpdeskFixture(root).engine(); RepositoryWriter writer = engine.repository().index().openWriter()) {
            var read = new CompletableFuture<Node>();
            PendingTree waiting = new PendingTree();
            waiting.add((Supplier<Node>) read::join);
            Assembly assembly = new Assembly(writer);
            CompletableFuture<Id> first = CompletableFuture.supplyAsync(assembly.close(waiting));
            Supplier<Id> second = assembly.close(new PendingTree());
            assertThat(first).isNotDone();
            read.complete(null);
            assembly.finish();
            assertThat(first).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo(second.get());
        }
    }
}
