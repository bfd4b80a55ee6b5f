package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientRestoreTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @EnumSource
    void theClientAloneRestoresEverything(Flavour flavour) throws Exception {
        Path client = switch (flavour) {
            case MARIADB -> Oracles.mariadb().client();
            case MARIADB_DEBIAN -> Oracles.installedMariadb().client();
            case MYSQL -> Oracles.require("mysql");
        };
        try (TestSchema original = TestSchema.on(flavour); TestSchema copy = original.sibling()) {
            TortureSchema.fill(original);
            DumpedFiles dumped = DumpedFiles.of(original.address(), DumpOptions.defaults());
            original.execute("CREATE DATABASE " + copy.name());
            pipe(client, copy, dumped, original.name() + "/");
            SchemaComparison.assertEqual(original, copy);
        }
    }

    private void pipe(Path client, TestSchema copy, DumpedFiles dumped, String prefix) throws Exception {
        Path log = directory.resolve("client.log");
        Process process = new ProcessBuilder(List.of(client.toString(), "--no-defaults", "--host=127.0.0.1", "--port=" + copy.port(),
                "--user=root", "--skip-ssl", "--comments", copy.name()))
            .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try (OutputStream out = process.getOutputStream()) {
            out.write(dumped.files().get(prefix + "schema.sql"));
            for (String path : dumped.paths()) {
                if (path.startsWith(prefix + "data/")) {
                    out.write(dumped.files().get(path));
                }
            }
            out.write(dumped.files().get(prefix + "post.sql"));
        } finally {
            process.waitFor();
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
}
