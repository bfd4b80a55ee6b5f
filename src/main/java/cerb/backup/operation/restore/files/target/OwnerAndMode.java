package cerb.backup.operation.restore.files.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * What keeps others out of a directory, or lets them in.
 *
 * @param uid  its owner
 * @param mode its twelve bits of permissions
 */
public record OwnerAndMode(int uid, int mode) {
    private static final int PRIVATE = 0700;
    /** Others may go through and read as before, and not write. */
    private static final int OTHERS_READ = 0755;
    private static final int OTHERS_WRITE = 0022;
    /** This process's own directory belongs to whoever runs it. */
    private static final Path SELF = Path.of("/proc/self");

    /** What a directory has; links are not followed. */
    public static OwnerAndMode of(Path directory) throws IOException {
        Map<String, Object> now = Files.readAttributes(directory, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
        return new OwnerAndMode((int) now.get("uid"), (int) now.get("mode") & 07777);
    }

    /** Whether a file belongs to whoever runs this. */
    static boolean isOwn(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(self());
    }

    /** Whether somebody else than whoever runs this may write to a directory. */
    boolean isOpen() throws IOException {
        return !self().equals(uid) || (mode & OTHERS_WRITE) != 0;
    }

    private static Object self() throws IOException {
        return Files.getAttribute(SELF, "unix:uid");
    }

    /** What it has in our custody: nobody else may write to it, nor read it where all in it is restored. */
    OwnerAndMode inCustody(boolean whole) throws IOException {
        return new OwnerAndMode((int) self(), whole ? PRIVATE : mode & OTHERS_READ | PRIVATE);
    }

    /** Whether a directory that has this may have got it from our custody, and not from who works with it. */
    public boolean isCustody() throws IOException {
        return equals(inCustody(false));
    }

    /** Changes a directory that has {@code now} to have this. Owner first where it is taken, since the owner may undo a mode; last where it is given back, by who is no owner then. */
    public void replace(OwnerAndMode now, Path directory) throws IOException {
        if (now.uid == uid && now.mode == mode) {
            return;
        }
        boolean isTaken = self().equals(uid);
        if (isTaken && now.uid != uid) {
            Files.setAttribute(directory, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
        Files.setAttribute(directory, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
        if (!isTaken && now.uid != uid) {
            Files.setAttribute(directory, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
