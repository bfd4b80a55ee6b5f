package cerb.backup.mysql.dump;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.function.Supplier;

/** {@code schema.sql} or {@code post.sql}, a text in memory. */
record ScriptPart(DumpPart part, Supplier<byte[]> text, DumpListener listener) implements PlannedPart {
    @Override
    public InputStream open() {
        byte[] bytes = text.get();
        listener.partRead(part, 0, bytes.length);
        return new ByteArrayInputStream(bytes);
    }
}
