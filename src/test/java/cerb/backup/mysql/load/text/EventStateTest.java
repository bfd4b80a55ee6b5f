package cerb.backup.mysql.load.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.mysql.DatabaseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventStateTest {
    private static final String BODY = " COMMENT ' ON COMPLETION PRESERVE ENABLE' DO UPDATE t SET a = ' ON COMPLETION PRESERVE ENABLE'";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0000', value = {
        "CREATE DEFINER=`root`@`localhost` EVENT `e` ON SCHEDULE EVERY 1 SECOND STARTS '2026-01-01 00:00:00'",
        "CREATE DEFINER=`it's`@`%` EVENT `a`` ON COMPLETION PRESERVE ENABLE` ON SCHEDULE AT '2036-01-01 00:00:00'",
        "CREATE DEFINER=\"root\"@\"localhost\" EVENT \"say \"\"it's\"\"\" ON SCHEDULE EVERY 1 DAY"})
    void switchesOffOneThatRunsAndNothingElseInIt(String head) {
        assertThat(EventState.disabled(head + " ON COMPLETION NOT PRESERVE ENABLE" + BODY)).isEqualTo(head + " ON COMPLETION NOT PRESERVE DISABLE" + BODY);
        assertThat(EventState.disabled(head + " ON COMPLETION PRESERVE ENABLE" + BODY)).isEqualTo(head + " ON COMPLETION PRESERVE DISABLE" + BODY);
        String off = head + " ON COMPLETION PRESERVE DISABLE ON SLAVE" + BODY;
        assertThat(EventState.disabled(off)).isEqualTo(off);
    }

    @Test
    void leavesOtherStatementsAlone() {
        String trigger = "CREATE TRIGGER `event` BEFORE INSERT ON `t` FOR EACH ROW SET @a = ' ON COMPLETION PRESERVE ENABLE', @b = 1 ON COMPLETION PRESERVE ENABLE";
        assertThat(EventState.disabled(trigger)).isEqualTo(trigger);
        assertThat(EventState.disabled("SET NAMES utf8mb4")).isEqualTo("SET NAMES utf8mb4");
    }

    @Test
    void refusesOneThatDoesNotTell() {
        assertThatThrownBy(() -> EventState.disabled("CREATE EVENT `e` ON SCHEDULE EVERY 1 SECOND DO SELECT ' ON COMPLETION PRESERVE ENABLE'"))
                .isInstanceOf(DatabaseException.class).hasMessageStartingWith("making event `e` disabled failed");
    }
}
