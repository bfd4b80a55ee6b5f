package cerb.backup.mysql.dump;

import cerb.backup.mysql.load.script.LoadSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A dump in which one file, told by the end of its path, cannot be read. */
public record DamagedDump(DumpedFiles dumped, String damaged) implements LoadSource {
    @Override
    public String identity() {
        return dumped.identity();
    }

    @Override
    public List<String> paths() {
        return dumped.paths();
    }

    @Override
    public long size(String path) {
        return dumped.size(path);
    }

    @Override
    public InputStream open(String path) throws IOException {
        if (path.endsWith(damaged)) {
            throw new IOException("blob 1234 is damaged");
        }
        return dumped.open(path);
    }
}
