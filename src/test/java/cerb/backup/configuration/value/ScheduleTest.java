package cerb.backup.configuration.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.CronExpression;

class ScheduleTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 2 * * *           | 0 0 2 * * ?",
        "*/15 * * * *        | 0 */15 * * * ?",
        "30 0 2 * * *        | 30 0 2 * * ?",
        "0 2 * * 0           | 0 0 2 ? * 1",
        "0 2 * * 7           | 0 0 2 ? * 1",
        "0 2 * * 1-5         | 0 0 2 ? * 2-6",
        "0 2 * * mon,fri     | 0 0 2 ? * MON,FRI",
        "0 2 * * */2         | 0 0 2 ? * */2",
        "0 4 1,15 * *        | 0 0 4 1,15 * ?",
        "0 4 L * ?           | 0 0 4 L * ?",
        "0 2 ? * 3 UTC       | 0 0 2 ? * 4",
    })
    void cronBecomesQuartz(String cron, String quartz) {
        assertThat(Schedule.parse(cron).quartz()).isEqualTo(quartz);
        assertThat(CronExpression.isValidExpression(quartz)).isTrue();
    }

    @Test
    void zoneComesLast() {
        assertThat(Schedule.parse("0 2 * * * Europe/Berlin").zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(Schedule.parse("0 2 * * *").zone()).isEqualTo(ZoneId.systemDefault());
    }

    @Test
    void nextRunIsInTheSchedulesZone() {
        assertThat(Schedule.parse("0 2 * * * Europe/Berlin").next(Instant.parse("2026-07-01T12:00:00Z"))).isEqualTo(Instant.parse("2026-07-02T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "daily", "0 2 * *", "61 2 * * *", "0 24 * * *", "0 2 1 * 1", "0 2 * * 8", "0 2 * 13 *", "0 2 * * * Europe/Nowhere", "0 2 * * * * * *", "a b c d e"})
    void refusesWhatIsNoSchedule(String text) {
        assertThatThrownBy(() -> Schedule.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
