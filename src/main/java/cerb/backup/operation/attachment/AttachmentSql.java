package cerb.backup.operation.attachment;

import cerb.backup.mysql.load.text.DumpedRow;
import cerb.backup.mysql.schema.script.SqlScript;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the statements that insert an attachment's rows, all or none of them: they are the dump's own, and fail where a row is there already. */
final class AttachmentSql implements AutoCloseable {
    private final OutputStream out;

    AttachmentSql(Path file, String... remarks) throws IOException {
        out = new BufferedOutputStream(Files.newOutputStream(file));
        SqlScript script = new SqlScript();
        for (String remark : remarks) {
            script.comment(remark);
        }
        out.write(script.bytes());
        line("START TRANSACTION;");
    }

    void add(DumpedRow row) throws IOException {
        out.write(row.statement());
        line(";");
    }

    private void line(String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Without it nothing is inserted. */
    void commit() throws IOException {
        line("COMMIT;");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
