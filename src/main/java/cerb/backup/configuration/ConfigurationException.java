package cerb.backup.configuration;

/** A setting is unknown, missing or has a value that cannot be used. The message names the key and where it was set, never a secret's value. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String remedy;

    /**
     * @param message what is wrong, lower case, without a full stop
     * @param remedy  what to do next, one sentence
     */
    public ConfigurationException(String message, String remedy) {
        this(message, remedy, null);
    }

    /** The same with the failure behind it, which may be null. */
    public ConfigurationException(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** What to do next, one sentence; never null. */
    public String remedy() {
        return remedy;
    }
}
