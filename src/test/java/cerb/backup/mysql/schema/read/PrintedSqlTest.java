package cerb.backup.mysql.schema.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintedSqlTest {
    @Test
    void namesLoseTheirSchema() {
        assertThat(without("select `cerb`.`t`.`a` AS `a`,`other`.`u`.`b` AS `b` from (`cerb`.`t` join `other`.`u`)"))
                .isEqualTo("select `t`.`a` AS `a`,`other`.`u`.`b` AS `b` from (`t` join `other`.`u`)");
        assertThat(PrintedSql.withoutQualifier("select `a``b`.`t`.`c`", "a`b")).isEqualTo("select `t`.`c`");
    }

    @Test
    void literalsAndOtherNamesStayAsTheyAre() {
        for (String sql : new String[] {"select '`cerb`.`t`'", "select 'it\\'s `cerb`.'", "select 'it''s `cerb`.'", "select '\\\\' AS `x``cerb`.`", "select 'open `cerb`."}) {
            assertThat(without(sql)).isEqualTo(sql);
        }
    }

    @Test
    void aQuoteInsideANameOrALiteralBeginsNothing() {
        assertThat(without("select 1 AS `it's`,'a`b','\\\\',`cerb`.`t`.`a`")).isEqualTo("select 1 AS `it's`,'a`b','\\\\',`t`.`a`");
    }

    private static String without(String sql) {
        return PrintedSql.withoutQualifier(sql, "cerb");
    }
}
