package cerb.backup.operation.restore;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.query.SnapshotContent;
import cerb.backup.operation.query.Snapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DumpFilesTest {
    @TempDir
    Path root;

    @Test
    void streamsTheTextOfADump() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, IntStream.range(0, 50_000).toArray());
            var out = new ByteArrayOutputStream();
            new SnapshotContent(engine.repository().index(), new Snapshots(engine.repository(), "cerb").choose("latest", null, true)).write("/database/cerb/data/attachment.sql", out);
            var node = new DumpFiles(engine.repository().index(), BaseSnapshot.read(new Snapshots(engine.repository(), "cerb").choose("latest", null, true), engine.repository().index()).orElseThrow().database().subtree(), "a dump", null);
            assertThat(node.paths()).containsExactly("cerb/data/attachment.sql", "cerb/post.sql", "cerb/schema.sql");
            try (var in = node.open("cerb/data/attachment.sql")) {
                assertThat(in.readAllBytes()).isEqualTo(out.toByteArray()).endsWith("(49999);\n".getBytes());
            }
        }
    }
}
