package cerb.backup.operation.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/**
 * Whose the files are that setup makes.
 *
 * @param user who; null for the user of this process
 */
public record Ownership(UserPrincipal user) {
    /** The user of this process. */
    public static final Ownership OURS = new Ownership(null);

    void give(Path made) throws IOException {
        if (user != null) {
            Files.setOwner(made, user);
        }
    }

    /** {@code , owned by backup}, or nothing. */
    String words() {
        return user == null ? "" : ", owned by " + user.getName();
    }
}
