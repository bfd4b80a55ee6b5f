package cerb.backup.mysql.schema.read;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.schema.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the views that read what is left out of a dump, and so could not be made from it. */
final class LeftOut {
    /** What a view reads, as servers print it; literals, and names anywhere else, are passed over as a whole. By text: MariaDB has no table of what a view uses. */
    private static final Pattern READ = Pattern.compile("\\b(?:from|join) \\(*(`(?:[^`]|``)*+`)(?!\\.)|'(?:[^'\\\\]|\\\\.|'')*+'|`(?:[^`]|``)*+`", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Set<String> names = new TreeSet<>();

    private LeftOut() {
    }

    /** The views, of which some cannot be made since they read one of {@code names}, or another that cannot. */
    static List<View> mark(List<View> views, Set<String> names) {
        LeftOut leftOut = new LeftOut();
        names.forEach(name -> leftOut.names.add(Identifier.quote(name)));
        List<View> marked = new ArrayList<>(views);
        for (int known = -1; known < leftOut.names.size();) {
            known = leftOut.names.size();
            marked.replaceAll(leftOut::mark);
        }
        return marked;
    }

    private View mark(View view) {
        Optional<String> read = view.isValid() ? read(view.definition().ddl()) : Optional.empty();
        View marked = read.isEmpty() ? view : new View(view.definition(), List.of(), "reads " + read.get() + ", which is left out of the dump", false);
        if (!marked.isValid()) {
            names.add(Identifier.quote(view.definition().name()));
        }
        return marked;
    }

    /** One of the names that a view's statement reads; a common table expression of the name is another thing. */
    private Optional<String> read(String ddl) {
        Matcher matcher = READ.matcher(ddl);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (name != null && names.contains(name) && !ddl.contains(name + " as (") && !ddl.contains(name + " AS (")) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
