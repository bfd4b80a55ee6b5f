package cerb.backup.cli.run;

import cerb.backup.cli.daemon.Work;
import cerb.backup.cli.output.Json;
import cerb.backup.component.Routes;
import cerb.backup.observe.jmx.Operations;
import cerb.backup.operation.observer.Observer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What a console may have done: the daemon's verbs, as a client of its socket gets them. */
final class ConsoleOperations implements Operations {
    private final Map<String, Work> verbs;
    private final Routes routes;

    ConsoleOperations(Map<String, Work> verbs, Routes routes) {
        this.verbs = Map.copyOf(verbs);
        this.routes = routes;
    }

    @Override
    public String backupNow() throws Exception {
        return Json.line(run("backup", Json.object()));
    }

    @Override
    public void pause() throws Exception {
        routes.pause();
    }

    @Override
    public void resume() throws Exception {
        routes.resume();
    }

    @Override
    public String sync(int seconds) throws Exception {
        return Json.line(run("sync", Json.object().put("timeout", seconds + "s")));
    }

    @Override
    public String forget(boolean dryRun) throws Exception {
        return Json.line(run("forget", Json.object().put("dry_run", dryRun)));
    }

    @Override
    public String prune(boolean dryRun) throws Exception {
        return Json.line(run("prune", Json.object().put("dry_run", dryRun)));
    }

    private ObjectNode run(String verb, ObjectNode arguments) throws Exception {
        return verbs.get(verb).run(arguments, Observer.NONE).result();
    }
}
