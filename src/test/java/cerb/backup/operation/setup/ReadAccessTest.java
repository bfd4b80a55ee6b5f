package cerb.backup.operation.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadAccessTest {
    @ParameterizedTest
    @CsvSource({"www-data, true", "root, false", "shadow, false", "disk, false", "adm, false"})
    void nobodyIsMadeAMemberOfAGroupThatGivesMoreThanReading(String group, boolean byGroup, @TempDir Path storage) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root gives a directory to any group");
        Files.getFileAttributeView(storage, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setGroup(FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
        assertThat(ReadAccess.isByGroup(storage)).isEqualTo(byGroup);
        assertThat(ReadAccess.command(storage, "cerb-backup")).isEqualTo(byGroup ? "usermod --append --groups www-data cerb-backup"
                : "setfacl --recursive --modify user:cerb-backup:rX,default:user:cerb-backup:rX " + storage);
    }
}
