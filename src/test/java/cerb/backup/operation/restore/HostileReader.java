package cerb.backup.operation.restore;

import cerb.backup.backend.local.LocalBackend;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.query.SnapshotContent;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.operation.restore.files.StorageResult;
import cerb.backup.repository.HostileRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.StoredSnapshot;
import java.nio.file.Path;

/** A program of its own, with a heap of its own, that does with a repository what an administrator does, and prints what it is told. */
final class HostileReader {
    private HostileReader() {
    }

    public static void main(String[] args) {
        try (Repository repository = Repository.open(new LocalBackend(Path.of(args[0])), HostileRepository.PASSWORD, RepositoryOptions.defaults())) {
            StoredSnapshot snapshot = repository.snapshots((id, problem) -> System.out.println("snapshots: " + problem.getMessage())).get(0);
            repository.index().damagedIndexFiles().values().forEach(problem -> System.out.println("index: " + problem.getMessage()));
            new Check(repository, Observer.NONE).run(CheckOptions.everything()).findings().forEach(finding -> System.out.println("check: " + finding));
            list(new SnapshotContent(repository.index(), snapshot));
            StorageResult result = new Restore(repository, Observer.NONE).storage(snapshot, StorageOptions.to(Path.of(args[1])));
            result.findings().forEach(finding -> System.out.println("restore: " + finding));
            System.out.println("restored: " + result.files());
        }
    }

    private static void list(SnapshotContent content) {
        long[] listed = new long[1];
        try {
            content.list("/", true, entry -> listed[0]++);
        } catch (OperationException e) {
            System.out.println("ls: " + e.getMessage());
        }
        System.out.println("listed: " + listed[0]);
    }
}
