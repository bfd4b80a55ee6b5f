package cerb.backup.mysql.schema.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriggerSqlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '@', value = {
        "trigger fx.`q.1` before insert on fx . t for each row set @x=fx.f() | trigger `q.1` before insert on t for each row set @x=fx.f()",
        "TRIGGER `f``x`.q AFTER INSERT OR UPDATE ON `a.b` FOR EACH ROW x.y | TRIGGER q AFTER INSERT OR UPDATE ON `a.b` FOR EACH ROW x.y",
        "trigger /* a.b */ \"f x\" /* . */ . \"q\" before delete on t for/**/each row a.b | trigger /* a.b */ \"q\" before delete on t for/**/each row a.b",
        "trigger `for` before delete on `each` for each row a.b | trigger `for` before delete on `each` for each row a.b"})
    void onlyTheHeaderLosesItsQualifiers(String printed, String expected) {
        String definer = "CREATE DEFINER=`a.b`@`127.0.0.1` ";
        assertThat(TriggerSql.withoutQualifiers(definer + printed).replaceAll(" +", " ")).isEqualTo(definer + expected);
    }
}
