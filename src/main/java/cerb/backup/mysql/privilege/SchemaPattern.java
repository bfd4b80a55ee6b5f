package cerb.backup.mysql.privilege;

import java.util.regex.Pattern;

/** A schema's name in a grant, where {@code _} and {@code %} are wildcards unless escaped (MySQL manual, "GRANT Statement"). */
public final class SchemaPattern {
    private final Pattern pattern;

    private SchemaPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** As SHOW GRANTS prints it, in backticks or not. */
    public static SchemaPattern of(String printed) {
        String name = printed.startsWith("`") ? printed.substring(1, printed.length() - 1).replace("``", "`") : printed;
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' && i + 1 < name.length()) {
                regex.append(Pattern.quote(String.valueOf(name.charAt(++i))));
            } else {
                regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return new SchemaPattern(Pattern.compile(regex.toString(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE));
    }

    /** True if the grant is for this schema too. */
    public boolean covers(String schema) {
        return pattern.matcher(schema).matches();
    }
}
