package cerb.backup.operation.doctor.machine;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Level;
import cerb.backup.operation.doctor.estimate.StorageSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class StorageExaminationTest {
    @TempDir
    Path storage;

    private long most;

    @BeforeEach
    void askTheSystem() throws Exception {
        try (Scanner limit = new Scanner(Path.of("/proc/sys/fs/inotify/max_user_watches"))) {
            most = limit.nextLong();
        }
    }

    @Test
    void fewDirectoriesCanBeWatched() throws Exception {
        assertThat(watches(1, true)).isEqualTo(Diagnosis.ok("watches", "the system allows " + most + " watches a user, and there is 1 directory"));
    }

    @Test
    void halfOfTheWatchesIsLeftToOthersAndMoreWhereNotAllIsKnown() throws Exception {
        assertThat(watches(most / 2, true).level()).isEqualTo(Level.OK);
        assertThat(watches(most / 4, false).level()).isEqualTo(Level.OK);
        for (Diagnosis tooMany : List.of(watches(most / 2 + 1, true), watches(most / 4 + 1, false), watches(most * 3, true))) {
            assertThat(tooMany.level()).isEqualTo(Level.WARNING);
            assertThat(tooMany.finding()).startsWith("the system allows " + most + " watches a user");
            assertThat(Long.parseLong(tooMany.remedy().replaceAll(".*max_user_watches=(\\d+) .*", "$1"))).as("what the remedy sets").isGreaterThan(most);
        }
    }

    private Diagnosis watches(long directories, boolean whole) throws Exception {
        StorageSize found = StorageSize.walk(storage, Duration.ofMinutes(1));
        StorageSize size = new StorageSize(directories, found.files(), found.bytes(), found.newFiles(), found.newBytes(), found.unreadable(), found.manyUnread(), found.sample(), whole);
        return new StorageExamination(storage, false, List.of(), size).examine().stream().filter(each -> each.subject().equals("watches")).findFirst().orElseThrow();
    }
}
