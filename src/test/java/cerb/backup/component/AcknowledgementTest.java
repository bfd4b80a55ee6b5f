package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a route says by ending quietly is not believed. Each sink here has a route of its own that does its work badly. */
class AcknowledgementTest {
    private static final Handle PACK = new Handle(FileType.DATA, "ab".repeat(32));
    private static final Content CONTENT = Content.of(new byte[10]);
    private static final String STORED = "setHeader: {name: CamelRepositoryStoredBytes, constant: '10'}";

    /** Routes that end a put without an exception. */
    private static final Map<String, String> QUIET = new TreeMap<>(Map.of(
            "logs", "- log: nothing done",
            "stops", "- stop: {}",
            "filters", "- filter: {constant: 'false', steps: [{" + STORED + "}]}",
            "has-no-otherwise", "- choice: {when: [{constant: 'false', steps: [{" + STORED + "}]}]}",
            "catches", "- doTry: {steps: [{throwException: {exceptionType: java.lang.IllegalStateException, message: away}}], "
                    + "doCatch: [{exception: [java.lang.Exception], steps: [{log: quiet}]}]}",
            "handles", "- throwException: {exceptionType: java.lang.IllegalArgumentException, message: handled}",
            "stores-less", "- setHeader: {name: CamelRepositoryStoredBytes, constant: '9'}",
            "stores-other-md5", "- " + STORED + "\n- setHeader: {name: CamelRepositoryStoredMd5, simple: '${header.CamelRepositoryMd5}'}",
            "stores-another", "- " + STORED + "\n- setHeader: {name: CamelRepositoryStoredSha256, constant: '0123'}",
            "rolls-back", "- " + STORED + "\n- rollback: {message: 'no', markRollbackOnly: true}"));

    /** Routes whose answers to other questions are no answers. */
    private static final Map<String, String> ODD = Map.of(
            "confirms-by-md5", "- setHeader: {name: CamelRepositoryStoredMd5, constant: 'a63c90cc3684ad8b0a2176a6a8fe9005'}",
            "confirms", "- " + STORED,
            "lists-nothing-said", "- setBody: {constant: ''}",
            "lists-half", "- setHeader: {name: CamelRepositoryListed, constant: '2'}\n- setBody: {simple: '10 " + PACK.path() + "'}",
            "lists-else", "- setHeader: {name: CamelRepositoryListed, constant: '1'}\n- setBody: {simple: '10 index/" + PACK.name() + "'}",
            "keeps", "- setHeader: {name: CamelRepositoryListed, constant: '1'}\n"
                    + "- choice: {when: [{simple: \"${header.CamelRepositoryOperation} == 'list'\", steps: [{setBody: {simple: '10 " + PACK.path() + "'}}]}]}",
            "cannot", "- throwException: {exceptionType: java.lang.UnsupportedOperationException, message: cannot list}");

    private static final String LISTS_NOTHING = """
            - filter:
                simple: "${header.CamelRepositoryOperation} == 'list'"
                steps:
                  - setHeader: {name: CamelRepositoryListed, constant: "0"}
                  - stop: {}
            """;

    @TempDir
    private static Path home;

    private static Routes routes;

    @BeforeAll
    static void startRoutes() throws IOException {
        Path own = Files.createDirectories(home.resolve("own"));
        StringBuilder text = new StringBuilder("""
                - routeConfiguration:
                    id: handling-errors
                    onException:
                      - onException:
                          exception: [java.lang.IllegalArgumentException]
                          handled: {constant: "true"}
                """);
        QUIET.forEach((sink, steps) -> text.append(route(sink, sink.equals("handles") ? "handling-errors" : "sink-errors", LISTS_NOTHING + steps)));
        ODD.forEach((sink, steps) -> text.append(route(sink, "sink-errors", (sink.startsWith("confirms") ? LISTS_NOTHING : "") + steps)));
        Files.writeString(own.resolve("odd.camel.yaml"), text);
        String sinks = String.join(",", QUIET.keySet()) + "," + String.join(",", ODD.keySet());
        routes = new RoutesFixture(home).set("sinks", sinks).start(false, Map.of(), own);
    }

    private static String route(String sink, String errors, String steps) {
        return """
                - route:
                    id: sink-%1$s
                    routeConfigurationId: %2$s
                    from:
                      uri: repository:sink
                      parameters: {sink: %1$s}
                      steps:
                """.formatted(sink, errors) + steps.indent(8);
    }

    @AfterAll
    static void stopRoutes() {
        routes.close();
    }

    static Set<String> quiet() {
        return QUIET.keySet();
    }

    private static Backend sink(String name) {
        return routes.sink(name, home.resolve("fetched"), 0);
    }

    private static AbstractThrowableAssert<?, ?> assertNoAnswer(ThrowingCallable asked) {
        return assertThatThrownBy(asked).isInstanceOf(TransientException.class);
    }

    @ParameterizedTest
    @MethodSource("quiet")
    void quietEndIsNoConfirmation(String sink) {
        assertNoAnswer(() -> sink(sink).save(PACK, CONTENT)).hasMessageContaining("at sink " + sink);
    }

    @Test
    void farSidesSizeIsAConfirmation() {
        sink("confirms").save(PACK, CONTENT);
        assertNoAnswer(() -> sink("confirms").save(PACK, Content.of(new byte[11]))).hasMessageContaining("10 bytes instead of 11");
    }

    @Test
    void farSidesMd5IsAConfirmation() {
        sink("confirms-by-md5").save(PACK, CONTENT);
        assertNoAnswer(() -> sink("confirms-by-md5").save(PACK, Content.of(new byte[11]))).hasMessageContaining("another MD5");
    }

    @Test
    void silenceIsNoListing() {
        assertNoAnswer(() -> sink("lists-nothing-said").list(FileType.DATA, (handle, size) -> { })).hasMessageContaining("CamelRepositoryListed");
    }

    @Test
    void cutListingIsNoListing() {
        assertNoAnswer(() -> sink("lists-half").list(FileType.DATA, (handle, size) -> { })).hasMessageContaining("1 of 2");
    }

    @Test
    void listingOfAnotherPrefixIsNoListing() {
        assertNoAnswer(() -> sink("lists-else").list(FileType.DATA, (handle, size) -> { }));
    }

    @Test
    void fileThatIsStillListedIsNotDeleted() {
        assertNoAnswer(() -> sink("keeps").remove(PACK)).hasMessageContaining("still listed");
    }

    @Test
    void nothingIsNoFile() {
        assertNoAnswer(() -> sink("keeps").load(PACK, 0, -1, InputStream::readAllBytes)).hasMessageContaining("without a body");
    }

    @Test
    void whatAStoreCannotDoIsForGood() {
        assertThatThrownBy(() -> sink("cannot").size(PACK)).isInstanceOf(PermanentException.class).hasMessageContaining("cannot list");
    }
}
