package cerb.backup.operation.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.configuration.ConfigurationException;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.CalendarSpan;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RetentionTest {
    private static Retention of(String... keysAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put("retention." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return Retention.of(Settings.of(values, Map.of()));
    }

    @Test
    void readsTheConfiguration() {
        Retention retention = of("keep-within", "2w", "keep-hourly", "0", "keep-daily", "7", "keep-weekly", "unlimited", "keep-monthly", "", "keep-tags", "pinned, audit", "most-snapshots", "50");
        assertThat(retention.policy().counts()).isEqualTo(Map.of(Bucket.DAILY, 7, Bucket.WEEKLY, RetentionPolicy.UNLIMITED));
        assertThat(retention.policy().within()).isEqualTo(Map.of(Bucket.LAST, new CalendarSpan(0, 0, 14, 0, 0)));
        assertThat(retention.policy().tags()).containsExactlyInAnyOrder(List.of("pinned"), List.of("audit"));
        assertThat(retention.mostSnapshots()).isEqualTo(50);
    }

    /** As forget has them: what the options keep by hand would go with the next scheduled one. */
    @Test
    void eachRuleOfResticHasAKey() {
        for (Bucket bucket : Bucket.values()) {
            RetentionPolicy before = Retention.DEFAULT.policy();
            assertThat(of("keep-" + bucket.word(), "7").policy().counts()).isNotEqualTo(before.counts()).containsEntry(bucket, 7);
            assertThat(of(bucket == Bucket.LAST ? "keep-within" : "keep-within-" + bucket.word(), "2y").policy().within())
                    .isNotEqualTo(before.within()).containsEntry(bucket, new CalendarSpan(2, 0, 0, 0, 0));
        }
        assertThat(Retention.DEFAULT.policy().counts()).containsOnlyKeys(Bucket.HOURLY, Bucket.DAILY, Bucket.WEEKLY, Bucket.MONTHLY);
        assertThat(Retention.DEFAULT.policy().within()).containsOnlyKeys(Bucket.LAST);
    }

    @Test
    void keysSetToNothingKeepNothing() {
        assertThat(of("keep-within", "", "keep-hourly", "", "keep-daily", "", "keep-weekly", "", "keep-monthly", "", "keep-tags", "audit").policy().isEmpty()).isTrue();
        assertThat(Retention.DEFAULT.policy().isEmpty()).isFalse();
    }

    @Test
    void pinnedStaysWhateverIsConfigured() {
        assertThat(of("keep-tags", "").policy().tags()).isEqualTo(Retention.DEFAULT.policy().tags()).containsExactly(List.of("pinned"));
        assertThat(of("keep-tags", "audit").policy().tags()).containsExactlyInAnyOrder(List.of("pinned"), List.of("audit"));
    }

    @Test
    void refusesWhatIsNoRule() {
        assertThatThrownBy(() -> of("keep-daily", "-1")).isInstanceOf(ConfigurationException.class).hasMessageContaining("unlimited");
        assertThatThrownBy(() -> of("keep-within", "1x")).isInstanceOf(ConfigurationException.class).hasMessageContaining("1y5m7d2h");
        assertThatThrownBy(() -> of("most-snapshots", "0")).isInstanceOf(ConfigurationException.class).hasMessageContaining("from 1");
    }

    @Test
    void periodsAreNamedForPeople() {
        Instant time = Instant.parse("2027-01-02T23:30:00Z");
        assertThat(List.of(Bucket.values())).extracting(bucket -> bucket.period(time))
                .containsExactly("", "the hour 2027-01-02 23:00 UTC", "the day 2027-01-02", "the week 2026-W53", "the month 2027-01", "the year 2027");
    }
}
