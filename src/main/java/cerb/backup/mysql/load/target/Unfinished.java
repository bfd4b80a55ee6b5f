package cerb.backup.mysql.load.target;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.load.target.Contents.Thing;
import java.util.Map;
import java.util.Optional;

/** What a restore left that ended early: brought to where the next one goes on. */
final class Unfinished {
    private final Session session;
    private final Marker marker;
    private final Outline outline;
    private final boolean whole;

    /** {@code whole}: of all tables. */
    Unfinished(Session session, Marker marker, Outline outline, boolean whole) {
        this.session = session;
        this.marker = marker;
        this.outline = outline;
        this.whole = whole;
    }

    /** Something that the dump does not make, where all is the dump's. */
    Optional<String> stranger(Contents contents) {
        return contents.objects().stream().map(Thing::object).filter(object -> whole && !isOwn(contents, object)).findFirst();
    }

    private boolean isOwn(Contents contents, String object) {
        return object.equals("table " + Identifier.quote(Marker.TABLE)) || outline.objects().stream().anyMatch(made -> contents.same(made, object));
    }

    /** Drops what has to be made again: what comes after the rows, and tables in which rows may be that no transaction holds together. */
    void tidy(Contents contents) {
        contents.objects().stream().filter(thing -> thing.isProgram() && (whole || outline.objects().contains(thing.object()))).forEach(this::drop);
        Map<String, Long> loaded = marker.files(session);
        session.execute("SET SESSION foreign_key_checks=0");
        outline.rows().forEach((table, files) -> {
            Optional<Thing> present = contents.objects().stream().filter(thing -> thing.isTable() && contents.same(thing.name(), table)).findFirst();
            boolean keeps = present.isPresent() && ("InnoDB".equals(present.get().engine()) || loaded.keySet().containsAll(files));
            if (!keeps) {
                // Before the table goes: a file that is written down is never loaded again.
                marker.forget(session, files);
                present.ifPresent(this::drop);
            }
        });
    }

    private void drop(Thing thing) {
        // A package takes its body along.
        session.execute("DROP " + thing.kind() + " IF EXISTS " + Identifier.quote(marker.schema()) + "." + Identifier.quote(thing.name()));
    }
}
