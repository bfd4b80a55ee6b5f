package cerb.backup.component.alert;

import cerb.backup.component.alert.told.Problem;
import java.util.List;

/** What is wrong at this moment. Bound into Camel's registry, where the component finds it by its type. */
@FunctionalInterface
public interface Problems {
    /** The problems of this moment, the gravest first. Returns at once, and may be called by several threads. */
    List<Problem> now();
}
