package org.knooppunt.engine.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTextTest {
    private final DecimalText reader = new DecimalText();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12.5|.|12.5",
                "1.234|.|1.234",
                "1,234.56|.|1234.56",
                "1,234,567|.|1234567",
                "12,5|','|12.5",
                "1,234|','|1.234",
                "1.234,56|','|1234.56",
                "1.234.567|','|1234567",
                "1 234,5|','|1234.5",
                "1\u00a0234\u00a0567|.|1234567",
                "1\u202f234,5|','|1234.5",
                "-0.5|.|-0.5",
                "+3|.|3",
                "1e5|.|100000",
                "1.5E+03|.|1500",
                ".5|.|0.5",
                "5.|.|5",
                "0,125|','|0.125"
            })
    void readsWhatPeopleWrite(String text, char decimal, double value) {
        assertThat(reader.read(text, decimal)).isEqualTo(DecimalText.Outcome.FINE);
        assertThat(reader.value()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,234|.|AMBIGUOUS",
                "1.234|','|AMBIGUOUS",
                "12,5|.|WRONG_SIGN",
                "12.5|','|WRONG_SIGN",
                "0.125|','|WRONG_SIGN",
                "1,23,4|.|NOT_A_NUMBER",
                "1.2.3|.|NOT_A_NUMBER",
                "1,2.3.4|.|NOT_A_NUMBER",
                "1 2|.|NOT_A_NUMBER",
                "12 t|.|NOT_A_NUMBER",
                "0x10|.|NOT_A_NUMBER",
                "1d|.|NOT_A_NUMBER",
                "--5|.|NOT_A_NUMBER",
                "e5|.|NOT_A_NUMBER",
                "-|.|NOT_A_NUMBER",
                ".|.|NOT_A_NUMBER",
                "50%|.|NOT_A_NUMBER",
                "€ 5|.|NOT_A_NUMBER",
                "٣|.|NOT_A_NUMBER",
                "nan|.|NOT_FINITE",
                "-INF|.|NOT_FINITE",
                "∞|.|NOT_FINITE",
                "1e999|.|NOT_FINITE"
            })
    void refusesWhatIsNoNumberOrTwoNumbers(String text, char decimal, DecimalText.Outcome outcome) {
        assertThat(reader.read(text, decimal)).isEqualTo(outcome);
    }

    @Test
    void anAmbiguousNumberComesWithBothReadings() {
        assertThat(reader.read("1.234", ',')).isEqualTo(DecimalText.Outcome.AMBIGUOUS);
        assertThat(reader.oneReading()).isEqualTo("1234");
        assertThat(reader.otherReading()).isEqualTo("1,234");
    }

    @Test
    void withoutAKnownSignACellStandsForItself() {
        assertThat(reader.read("12,5", (char) 0)).isEqualTo(DecimalText.Outcome.FINE);
        assertThat(reader.read("12.5", (char) 0)).isEqualTo(DecimalText.Outcome.FINE);
        assertThat(reader.read("1.234", (char) 0)).isEqualTo(DecimalText.Outcome.AMBIGUOUS);
    }

    @Test
    void minusZeroIsZero() {
        assertThat(reader.read("-0", '.')).isEqualTo(DecimalText.Outcome.FINE);
        assertThat(Double.doubleToRawLongBits(reader.value())).isZero();
    }
}
