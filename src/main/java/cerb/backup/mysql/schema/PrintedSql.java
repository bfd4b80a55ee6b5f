package cerb.backup.mysql.schema;

import cerb.backup.mysql.Identifier;

/** SQL text as servers print it: names in backticks, literals in apostrophes. */
final class PrintedSql {
    private PrintedSql() {
    }

    /** Without the name of a schema before other names; what literals and other names contain stays as it is. */
    static String withoutQualifier(String sql, String schema) {
        String qualifier = Identifier.quote(schema) + ".";
        StringBuilder text = new StringBuilder(sql.length());
        int i = 0;
        while (i < sql.length()) {
            if (sql.startsWith(qualifier, i)) {
                i += qualifier.length();
            } else {
                int end = end(sql, i);
                text.append(sql, i, end);
                i = end;
            }
        }
        return text.toString();
    }

    /** Where the literal or name ends that begins here; after one character if none does. */
    private static int end(String sql, int begin) {
        char quote = sql.charAt(begin);
        if (quote != '\'' && quote != '`') {
            return begin + 1;
        }
        int i = begin + 1;
        while (i < sql.length()) {
            boolean escape = quote == '\'' && sql.charAt(i) == '\\';
            boolean doubled = sql.startsWith("" + quote + quote, i);
            if (sql.charAt(i) == quote && !doubled) {
                return i + 1;
            }
            i += escape || doubled ? 2 : 1;
        }
        return sql.length();
    }
}
