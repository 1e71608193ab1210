package org.knooppunt.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PanelReaderTest {
    private static final PanelReader.Columns COLUMNS = new PanelReader.Columns("stad", "jaar", "werk");

    private static DataTable table(String file, String text) {
        return ((DataTable.Readable) DataTable.csv(file, text.getBytes(StandardCharsets.UTF_8))).table();
    }

    private static PanelDraft read(String text, @Nullable String predictors) {
        return PanelReader.read(
                table("data.csv", text),
                COLUMNS,
                "Genk",
                2003,
                predictors == null ? null : table("predictors.csv", predictors));
    }

    private static List<String> faults(String text, @Nullable String predictors) {
        return read(text, predictors).faults().stream().map(DataFault::text).toList();
    }

    private static final String GOOD = """
            stad;jaar;werk;inkomen
            Genk;2001;61,5;10,5
            Genk;2002;62;
            Genk;2003;1.063,25;12
            Gent;2001;64;11
            Gent;2002;65;12
            Gent;2003;66;13
            """;

    @Test
    void aTableWithSemicolonsAndDecimalCommasIsRead() {
        PanelDraft draft = read(GOOD, "predictor;periods;name\ninkomen;2001-2002;inkomen per hoofd\nwerk;2001+2002;\n");

        assertThat(draft.faults()).isEmpty();
        EffectProblem problem = draft.problem().orElseThrow();
        assertThat(problem.outcome().units()).containsExactly("Genk", "Gent");
        assertThat(problem.outcome().periods()).containsExactly(2001, 2002, 2003);
        assertThat(problem.outcome().values()[0]).containsExactly(61.5, 62, 1063.25);
        assertThat(problem.predictors())
                .extracting(Predictor::name)
                .containsExactly("inkomen per hoofd", "werk 2001+2002");
        assertThat(problem.predictors().getFirst().of("Genk")).isEqualTo(10.5);
    }

    @Test
    void everyFaultIsToldWithPlaceValueAndExpectation() {
        assertThat(faults(
                        "stad,jaar,werk\nGenk,2001,1\nGenk,2002,veel\nGenk,soms,3\nGenk,2003,4\n,2001,3\nGenk,2001,1\n",
                        null))
                .containsExactly(
                        "data.csv:4:jaar: soms: expected a whole number, such as 2015",
                        "data.csv:6:stad: nothing: expected the name of a unit, at most 100 characters",
                        "data.csv:7:stad: Genk 2001: expected each unit once in a period; it is in row 2 too");
        assertThat(faults("stad,jaar,werk\nGenk,2001,1\nGenk,2002,veel\nGenk,2003,4\nGent,2001,\nGent,2003,3\n", null))
                .containsExactly(
                        "data.csv:3:werk: veel: expected a number, or nothing where it is not known",
                        "data.csv:5:werk: nothing: expected a value for Gent in 2001: leave out the unit or the period, or"
                                + " fill it in",
                        "data.csv:0:werk: nothing: expected a value for Gent in 2002: leave out the unit or the period, or"
                                + " fill it in");
        assertThat(faults("stad,jaar,banen\nGenk,2001,1\n", null))
                .containsExactly(
                        "data.csv:1:werk: nothing: expected a column of that name; there are stad, jaar, banen");
        assertThat(faults("stad,jaar,werk\nGenk,2001\n", null))
                .containsExactly("data.csv:2:-: 2 cells: expected 3 cells, as in the header");
        assertThat(faults("stad,jaar,werk\nGent,2001,1\nGent,2002,1\n", null))
                .containsExactly(
                        "data.csv:0:stad: Genk: expected one of the units of the table: Gent",
                        "data.csv:0:jaar: 2003: expected a period of the table with at least two before it: 2001, 2002");
    }

    @Test
    void aNumberThatCanBeReadTwoWaysIsNotGuessed() {
        assertThat(faults("stad,jaar,werk\nGenk,2001,1.5\nGenk,2002,\"1,234\"\nGenk,2003,4.5\n", null))
                .singleElement()
                .asString()
                .startsWith("data.csv:3:werk: 1,234: expected a number that can be read one way only");
    }

    @Test
    void faultsOfThePredictorsAreTold() {
        assertThat(faults(GOOD, "predictor,periods\nhuur,2001\ninkomen,2003\ninkomen,altijd\ninkomen,1999\n"))
                .containsExactly(
                        "predictors.csv:2:predictor: huur: expected a column of that name; there are stad, jaar, werk,"
                                + " inkomen",
                        "predictors.csv:3:periods: 2003: expected a period such as 1980, several joined by + or a range such"
                                + " as 1980-1988, before the start",
                        "predictors.csv:4:periods: altijd: expected a period such as 1980, several joined by + or a range such"
                                + " as 1980-1988, before the start",
                        "predictors.csv:5:periods: 1999: expected periods of the table: 2001, 2002, 2003");
        assertThat(faults(GOOD, "wat,wanneer\na,b\n"))
                .containsExactly(
                        "predictors.csv:1:predictor: nothing: expected a column of that name; there are wat, wanneer",
                        "predictors.csv:1:periods: nothing: expected a column of that name; there are wat, wanneer");
    }

    @Test
    void aPredictorThatAUnitHasNoValueOfIsRefusedByName() {
        assertThat(faults(GOOD, "predictor,periods\ninkomen,2002\n"))
                .singleElement()
                .asString()
                .contains("predictor inkomen 2002 of Genk has no value in 2002");
    }

    @Test
    void whatIsNoTableIsToldToo() {
        assertThat(DataTable.csv("a.csv", new byte[] {(byte) 0xe9, 'a', '\n', 'b'}))
                .isInstanceOfSatisfying(DataTable.Unreadable.class, unreadable -> assertThat(
                                unreadable.fault().text())
                        .isEqualTo(
                                "a.csv:0:-: nothing: expected a table of text in UTF-8 with comma or semicolon between its"
                                        + " columns: save it as CSV UTF-8"));
        assertThat(DataTable.csv("a.csv", "only,a,header\n\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DataTable.Unreadable.class);
    }
}
