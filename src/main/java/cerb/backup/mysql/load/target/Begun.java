package cerb.backup.mysql.load.target;

/**
 * A restore that has begun.
 *
 * @param marker  what tells how far it is
 * @param present what of the dump is there already
 * @param goesOn  whether it had begun before
 */
public record Begun(Marker marker, Contents present, boolean goesOn) {
    /** Whether an object such as {@code table `ticket`} has been made. */
    public boolean holds(String object) {
        return present.holds(object);
    }
}
