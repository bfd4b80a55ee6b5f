package cerb.backup.mysql;

import java.util.Locale;

/** How the connection is encrypted. */
public enum Tls {
    /** Never. */
    DISABLED,
    /** If the server offers it; not on the loopback interface and not on a socket, where nobody listens and encryption halves the speed of a dump. */
    PREFERRED,
    /** Always, whatever the server's certificate. */
    REQUIRED,
    /** Always, with a certificate of a known authority. */
    VERIFY_CA,
    /** Always, with a certificate of a known authority for this very host. */
    VERIFY_IDENTITY;

    /** Reads {@code disabled}, {@code preferred}, {@code required}, {@code verify-ca} or {@code verify-identity}. */
    public static Tls parse(String word) {
        for (Tls tls : values()) {
            if (tls.toString().equals(word)) {
                return tls;
            }
        }
        throw new DatabaseException("unknown value of database.tls: " + word, "Use disabled, preferred, required, verify-ca or verify-identity.");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
