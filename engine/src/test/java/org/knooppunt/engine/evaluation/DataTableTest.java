package org.knooppunt.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

class DataTableTest {
    private static byte[] workbook() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "Knooppunt", null)) {
            Worksheet sheet = workbook.newWorksheet("Cijfers");
            sheet.value(1, 0, "stad");
            sheet.value(1, 1, "jaar");
            sheet.value(1, 2, "werk, in %");
            sheet.value(2, 0, "Genk");
            sheet.value(2, 1, 2001);
            sheet.value(2, 2, 4.5);
            sheet.value(5, 0, "Houthalen \"H\"");
            sheet.value(5, 1, 2001);
            // a cell beside the table that holds blanks only
            sheet.value(5, 4, " ");
        }
        return bytes.toByteArray();
    }

    private static DataTable table(DataTable.Read read) {
        assertThat(read).isInstanceOf(DataTable.Readable.class);
        return ((DataTable.Readable) read).table();
    }

    @Test
    void theFirstSheetOfAWorkbookIsReadWithTheRowsItsReaderSees() throws IOException {
        DataTable table = table(DataTable.read("cijfers.xlsx", workbook()));

        assertThat(table.columns()).containsExactly("stad", "jaar", "werk, in %");
        assertThat(table.rows())
                .containsExactly(
                        new DataTable.Row(3, List.of("Genk", "2001", "4.5")),
                        new DataTable.Row(6, List.of("Houthalen \"H\"", "2001", "")));
    }

    @Test
    void asTextARowKeepsItsNumber() throws IOException {
        DataTable table = table(DataTable.read("cijfers.xlsx", workbook()));

        DataTable again = table(DataTable.read("cijfers.xlsx", table.text().getBytes(StandardCharsets.UTF_8)));

        assertThat(again).isEqualTo(table);
    }

    @Test
    void aWorkbookThatIsCutOffIsNoTable() {
        assertThat(DataTable.read("kapot.xlsx", new byte[] {'P', 'K', 3, 4, 0}))
                .isInstanceOfSatisfying(
                        DataTable.Unreadable.class,
                        unreadable -> assertThat(unreadable.fault().kind()).isEqualTo(DataFault.Kind.NOT_A_WORKBOOK));
    }
}
