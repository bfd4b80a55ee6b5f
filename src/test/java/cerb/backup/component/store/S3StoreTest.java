package cerb.backup.component.store;

import cerb.backup.component.Routes;
import cerb.backup.component.RoutesFixture;
import cerb.backup.demo.EmbeddedS3;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A repository in a bucket, through the shipped route and kamelet. */
class S3StoreTest extends StoreContractTest {
    private static final String BUCKET = "routed";

    @TempDir
    private static Path home;

    private static EmbeddedS3 s3;
    private static Routes routes;

    @BeforeAll
    static void startRoutes() throws IOException {
        s3 = EmbeddedS3.start();
        s3.createBucket(BUCKET);
        // The prefix holds a word of the repository's own layout, and characters that a URI escapes.
        routes = new RoutesFixture(home).sink("offsite", s3, BUCKET, "data/a+b c/").start(false, Map.of());
    }

    @AfterAll
    static void stopRoutes() {
        routes.close();
        s3.close();
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    @Override
    protected String sink() {
        return "offsite";
    }

    @Override
    protected Path stored() {
        return s3.directory(BUCKET).resolve("data/a+b c");
    }

    @Override
    protected void beginOutage() {
        s3.beginOutage();
    }

    @Override
    protected void endOutage() {
        s3.endOutage();
    }
}
