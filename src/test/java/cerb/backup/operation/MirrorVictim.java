package cerb.backup.operation;

import cerb.backup.backend.Backend;
import cerb.backup.backend.local.KillSwitch;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.operation.mirror.Mirror;
import cerb.backup.operation.mirror.MirrorOptions;
import cerb.backup.operation.mirror.Outgoing;
import cerb.backup.operation.observer.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A process that mirrors a helpdesk's repository into a directory until it is killed, by its own hand, at the stage of the copy that it was told. */
final class MirrorVictim {
    /** The copy, below the helpdesk's directory. */
    static final String SINK = "sink";

    private MirrorVictim() {}

    /** Takes the directory, and where to end: {@code TYPE POINT NUMBER}, or nothing to come to the end. */
    public static void main(String[] arguments) {
        HelpdeskFixture helpdesk = new HelpdeskFixture(Path.of(arguments[0]));
        var stage = arguments[1].isEmpty() ? null : KillSwitch.Stage.parse(arguments[1]);
        Backend sink = new LocalBackend(helpdesk.root.resolve(SINK), new KillSwitch(stage));
        try (Engine engine = helpdesk.engine()) {
            Mirror mirror = engine.mirrors().begin(sink, new MirrorOptions(SINK, Duration.ofHours(1), true, Duration.ZERO));
            for (Optional<Outgoing> file = mirror.next(); file.isPresent(); file = mirror.next()) {
                sink.save(file.get().handle(), file.get().content());
                mirror.confirm(file.get(), sink.size(file.get().handle()), null);
            }
        }
    }
}
