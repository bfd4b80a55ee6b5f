package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.demo.comparison.AttachmentFiles;
import cerb.backup.demo.comparison.DirectoryContents;
import cerb.backup.demo.comparison.SchemaContents;
import cerb.backup.demo.helpdesk.Helpdesk;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Restores recovery points of a helpdesk into an empty directory and schema, and compares everything with what the helpdesk held. */
record FullComparison(Installed program, Helpdesk helpdesk, Oracles.Database server) {
    /** All files that are kept, and all rows, of a helpdesk that stood still. */
    record Contents(DirectoryContents files, SchemaContents rows) {
    }

    /** The schema that it restores to; the caller drops it in the end. */
    String schema() {
        return helpdesk.schema() + "_back";
    }

    /** What the helpdesk holds now; it has to stand still. */
    Contents contents() throws IOException, SQLException {
        try (Connection connection = helpdesk.connect()) {
            return new Contents(DirectoryContents.read(program.storage(), Helpdesk::isKept), SchemaContents.read(connection));
        }
    }

    /** The latest recovery point equals what the helpdesk holds now; {@code name} is the directory's, {@code options} say where from. */
    void assertRestores(String name, String... options) throws Exception {
        assertRestores("latest", contents(), name, options);
    }

    /** A recovery point equals these contents: attachments by their bytes, the database by its rows, and each by the other. */
    void assertRestores(String point, Contents contents, String name, String... options) throws Exception {
        Path directory = program.root().resolve(name);
        server.dropSchema(schema());
        List<String> verb = new ArrayList<>(List.of("restore", point, "--storage-to", directory.toString(), "--database-to", schema(), "--quiet"));
        verb.addAll(List.of(options));
        Installed.Ended restored = program.run(verb.toArray(String[]::new));
        assertThat(restored.code()).as(restored.errors()).isZero();
        assertThat(contents.files().differences(DirectoryContents.read(directory, Helpdesk::isKept))).as(name).isEmpty();
        try (Connection back = server.connect(schema())) {
            assertThat(contents.rows().differences(SchemaContents.read(back))).as(name)
                    .as("sessions are made anew, so their rows are not kept").allMatch(difference -> difference.startsWith("table devblocks_session:"));
            assertThat(AttachmentFiles.check(back, directory).findings()).as(name).isEmpty();
        }
    }
}
