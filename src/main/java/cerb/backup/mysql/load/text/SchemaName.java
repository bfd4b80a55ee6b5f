package cerb.backup.mysql.load.text;

import cerb.backup.mysql.Identifier;
import java.util.regex.Pattern;

/** The name of the schema that a dump is of, which views and programs may name. Immutable. */
public final class SchemaName {
    private final String name;
    private final Pattern qualifier;

    private SchemaName(String name) {
        this.name = name;
        this.qualifier = Pattern.compile("(?:" + Pattern.quote(Identifier.quote(name)) + "|(?<![\\w$.`\"])" + Pattern.quote(name) + "|\"" + Pattern.quote(name.replace("\"", "\"\"")) + "\")\\s*\\.\\s*[\\w$`\"]");
    }

    /** Of the dump that has a file, such as {@code cerb/post.sql}. */
    public static SchemaName of(String path) {
        String directory = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        return new SchemaName(Identifier.parseFileName(directory.substring(directory.lastIndexOf('/') + 1)));
    }

    /** Whether a schema has this name. */
    public boolean isOf(String schema) {
        return name.equals(schema);
    }

    /**
     * Whether a view or a program names something of the schema, which it then does not find where it is made. By text, remarks and literals too: a statement may be put
     * together of literals.
     */
    public boolean isNamedIn(String sql) {
        Code code = Code.of(sql);
        return !name.isEmpty() && (code.isProgram() || code.makes("view")) && qualifier.matcher(sql).find();
    }

    /** The name in backticks. */
    @Override
    public String toString() {
        return Identifier.quote(name);
    }
}
