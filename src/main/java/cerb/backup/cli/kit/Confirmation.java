package cerb.backup.cli.kit;

import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Json;
import cerb.backup.format.Id;
import cerb.backup.repository.Repository;
import cerb.backup.repository.key.FoundKey;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether somebody has said that the recovery kit is printed and put away: a file of the repository's directory, which restic ignores:
 * <pre>
 * {"version":1,"at":"2026-11-23T15:00:00Z","repository":"0123...","keys":["4567..."]}
 * </pre>
 */
public final class Confirmation {
    private static final String NAME = "cerb-backup.recovery-kit";
    /** The stable word for a kit that is not confirmed, among the codes of problems. */
    public static final String CODE = "recovery-kit-unconfirmed";
    /** What to do about the kit, a sentence. */
    public static final String REMEDY = "Run cerb-backup recovery-kit, print it, keep it elsewhere, and say so with --confirm.";

    private final Path file;

    /** The confirmation for the repository in this directory. */
    public Confirmation(Path repositoryDirectory) {
        this.file = repositoryDirectory.resolve(NAME);
    }

    /** Records that the kit of this repository, with the keys it has now, was printed. */
    void record(Repository repository, Instant at) {
        ObjectNode json = Json.object().put("version", 1).put("at", Json.time(at)).put("repository", repository.id().toString());
        json.set("keys", Json.array(keys(repository)));
        try {
            Path temporary = file.resolveSibling(NAME + "-tmp");
            Files.writeString(temporary, Json.line(json) + "\n");
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw FailureException.refused("cannot record in " + file + " that the recovery kit was printed: " + e, "Run it as the user that owns the repository.");
        }
    }

    /** What is wrong with the kit, a sentence, see {@link #REMEDY}; empty if it was printed for this repository and these keys. */
    public Optional<String> problem(Repository repository) {
        if (!Files.exists(file)) {
            return Optional.of("The recovery kit is not confirmed: without it nobody may be able to restore when this machine is gone.");
        }
        try {
            ObjectNode json = Json.read(Files.readString(file, StandardCharsets.UTF_8).strip());
            Set<String> printed = new TreeSet<>();
            json.path("keys").forEach(key -> printed.add(key.asText()));
            boolean isOfThis = json.path("repository").asText().equals(repository.id().toString());
            return isOfThis && printed.equals(keys(repository)) ? Optional.empty()
                    : Optional.of("The repository or its keys have changed since the recovery kit was confirmed on " + Instant.parse(json.path("at").asText()) + ".");
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return Optional.of("The recovery kit is not confirmed, since " + file + " cannot be read: " + e.getMessage() + ".");
        }
    }

    private static Set<String> keys(Repository repository) {
        return repository.keys().list().stream().map(FoundKey::id).map(Id::toString).collect(Collectors.toCollection(TreeSet::new));
    }
}
