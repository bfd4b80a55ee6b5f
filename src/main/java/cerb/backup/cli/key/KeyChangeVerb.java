package cerb.backup.cli.key;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.source.LocalRepository;
import cerb.backup.cli.work.CommonOptions;
import cerb.backup.cli.work.RetryLock;
import cerb.backup.configuration.Settings;
import cerb.backup.repository.Repository;
import cerb.backup.repository.key.KeyRing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What the verbs have in common that change keys. */
abstract class KeyChangeVerb implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private RetryLock retryLock;

    @Override
    public final Integer call() throws Exception {
        Settings settings = common.settings();
        Console console = common.console();
        try (Repository repository = LocalRepository.open(settings)) {
            change(console, repository.keys(), new KeyChange(settings, console, repository.keys(), retryLock));
        }
        return 0;
    }

    /** Changes one by {@code change}, and prints what was done. {@code keys} are those of the repository as it is here. */
    abstract void change(Console console, KeyRing keys, KeyChange change) throws Exception;
}
