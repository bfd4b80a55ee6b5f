package cerb.backup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.local.LocalBackend;
import cerb.backup.cli.Distribution.Ended;
import cerb.backup.cli.output.Json;
import cerb.backup.crypto.Password;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.RepositoryLock;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One real run of each verb about the repository itself. */
class RepositoryVerbsIT {
    @TempDir
    Path directory;

    private Distribution program;

    @BeforeEach
    void backUp() throws Exception {
        program = new Distribution(directory);
        succeed("init");
        succeed("backup", "--storage");
    }

    private String succeed(String... arguments) throws Exception {
        Ended ended = program.run(arguments);
        assertThat(ended.exit()).as(ended.err()).isZero();
        return ended.out();
    }

    private ObjectNode json(String... arguments) throws Exception {
        return Json.read(succeed(arguments));
    }

    @Test
    void unlockSaysWhatItRemovedAndWhatItKept() throws Exception {
        assertThat(succeed("unlock")).contains("there are no locks");
        try (Repository repository = Repository.open(new LocalBackend(program.repository()), Password.of("canary-password"), RepositoryOptions.defaults());
                RepositoryLock lock = repository.locks().acquire(LockMode.SHARED)) {
            assertThat(succeed("unlock")).contains("kept shared lock " + lock.id().shortName()).contains("runs");
            ObjectNode all = json("unlock", "--remove-all", "--json");
            assertThat(all.path("kept")).isEmpty();
            assertThat(all.path("removed").get(0).fieldNames()).toIterable()
                    .containsExactly("id", "short_id", "reason", "exclusive", "host", "user", "pid", "refreshed");
            assertThat(all.path("removed").get(0).path("id").asText()).isEqualTo(lock.id().toString());
        }
    }
}
