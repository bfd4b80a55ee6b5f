package cerb.backup.mysql.schema.script;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.schema.View;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Views in an order in which each comes after those it mentions: a WITH CHECK OPTION over a stand-in would be refused. */
final class ViewOrder {
    private final List<View> views;
    private final Set<View> sorted = new LinkedHashSet<>();
    private final Set<View> visited = new LinkedHashSet<>();

    private ViewOrder(List<View> views) {
        this.views = views;
    }

    static List<View> sort(List<View> views) {
        ViewOrder order = new ViewOrder(views);
        views.forEach(order::visit);
        return new ArrayList<>(order.sorted);
    }

    private void visit(View view) {
        if (visited.add(view)) {
            views.stream().filter(other -> mentions(view, other)).forEach(this::visit);
            sorted.add(view);
        }
    }

    /** By text: MariaDB has no table of the views a view uses. A name mentioned for another reason costs nothing but an order. */
    private static boolean mentions(View view, View other) {
        return view != other && view.definition().ddl().contains(Identifier.quote(other.definition().name()));
    }
}
