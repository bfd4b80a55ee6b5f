package cerb.backup.format.tree;

import java.util.Base64;
import java.util.Objects;

/**
 * An extended attribute of a file.
 *
 * @param name   with its namespace, such as {@code user.comment}
 * @param base64 the value as a tree spells it, so that attributes compare by value
 */
public record ExtendedAttribute(String name, String base64) {

    /** Refuses nulls. */
    public ExtendedAttribute {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(base64, "base64");
    }

    /** Makes an attribute of the bytes of its value. */
    public static ExtendedAttribute of(String name, byte[] value) {
        return new ExtendedAttribute(name, Base64.getEncoder().encodeToString(value));
    }

    /** Returns the bytes of the value. */
    public byte[] value() {
        return Base64.getDecoder().decode(base64);
    }
}
