package org.knooppunt.engine.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Collections;
import java.util.Random;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.CellValue;
import org.apache.poi.ss.usermodel.Sheet;
import org.junit.jupiter.api.Test;

/** The functions of a spreadsheet as a reference. */
class SpreadsheetTest {
    /** Of the values in A1, A2, … and the rate in B1. */
    private static double evaluate(String formula, double[] values, double rate) {
        try (HSSFWorkbook book = new HSSFWorkbook()) {
            Sheet sheet = book.createSheet();
            for (int at = 0; at < values.length; at++) {
                sheet.createRow(at).createCell(0).setCellValue(values[at]);
            }
            sheet.getRow(0).createCell(1).setCellValue(rate);
            Cell cell = sheet.getRow(0).createCell(2);
            cell.setCellFormula(formula);
            CellValue value = book.getCreationHelper().createFormulaEvaluator().evaluate(cell);
            assertThat(value.getCellType()).as(formula).isEqualTo(CellType.NUMERIC);
            return value.getNumberValue();
        } catch (IOException e) {
            throw new IllegalStateException("a workbook in memory could not be closed", e);
        }
    }

    @Test
    void presentValuesAreThoseOfTheFunctionNpvWithItsFirstValueApart() {
        for (long seed = 1; seed <= 100; seed++) {
            Random random = new Random(seed);
            double[] values = new double[2 + random.nextInt(30)];
            for (int year = 0; year < values.length; year++) {
                values[year] = 10_000 * random.nextGaussian();
            }
            double rate = random.nextDouble();

            assertThat(Flows.of(values).presentValue(rate))
                    .as("seed " + seed)
                    .isCloseTo(evaluate("A1+NPV(B1,A2:A" + values.length + ")", values, rate), within(1e-7));
        }
    }

    @Test
    void internalRatesAreThoseOfTheFunctionIrr() {
        int looked = 0;
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            double[] values = FlowsTest.investment(random, 3 + random.nextInt(20));
            // the function searches from 10 % and may not arrive where more is lost than earned
            if (Flows.of(values).presentValue(0) < 0) {
                continue;
            }
            looked++;

            assertThat(Flows.of(values).internalRate().rate().orElseThrow())
                    .as("seed " + seed)
                    .isCloseTo(evaluate("IRR(A1:A" + values.length + ")", values, 0), within(1e-7));
        }
        assertThat(looked).isGreaterThan(100);
    }

    @Test
    void aServiceWithASteadyFleetIsWorthWhatTheFunctionPvSays() {
        for (long seed = 1; seed <= 50; seed++) {
            Random random = new Random(seed);
            int years = 1 + random.nextInt(15);
            double fee = 1 + 30 * random.nextDouble();
            double rate = 0.01 + 0.2 * random.nextDouble();
            ServiceReport report = ProductAsService.compare(new ServiceProblem(
                    Collections.nCopies(years, 10),
                    new ServiceProblem.Product(100, 140, 20),
                    // one contract over all years: 10 units bought, 12 × fee × 10 a year, 10 sold for 20 at the end
                    new ServiceProblem.Contract(years, fee, 6),
                    new ServiceProblem.Returns(1, 1, 30),
                    rate));
            double[] values = {years, 10 * (12 * fee - 6)};

            assertThat(report.presentValue())
                    .as("seed " + seed)
                    .isCloseTo(-1000 - evaluate("PV(B1,A1,A2,200)", values, rate), within(1e-6));
        }
    }
}
