package org.knooppunt.engine.files;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the parts of a workbook for what would lead the reader astray: document types and entities, cells beyond
 * the edge of a sheet, texts that are not in the table of texts. The reader itself allocates or loops without end on
 * them. XML that does not parse is left for the reader to stumble over.
 */
final class WorkbookCheck {
    private static final int MOST_ROWS = 1_048_576;
    private static final int MOST_COLUMN_LETTERS = 3;
    private static final int MOST_ARRAY_FORMULAS = 5_000;

    private final ZipSource zip;
    private final Watch watch;
    private final XMLInputFactory xml = new InputFactoryImpl();
    private long texts;
    private long highestText = -1;
    private int arrayFormulas;

    WorkbookCheck(ZipSource zip, Watch watch) {
        this.zip = zip;
        this.watch = watch;
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        xml.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    }

    void check(String workbook) throws ZipSource.Refused {
        for (ZipArchiveEntry entry : zip.entries()) {
            if (!entry.isDirectory()) {
                zip.check(entry, watch, content -> inspect(workbook, content));
            }
        }
        if (highestText >= texts) {
            throw new ZipSource.Refused(workbook, FaultKind.DAMAGED);
        }
    }

    private void inspect(String workbook, InputStream content) throws ZipSource.Refused {
        try {
            XMLStreamReader reader = xml.createXMLStreamReader(content);
            boolean sharedText = false;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new ZipSource.Refused(workbook, FaultKind.UNSAFE_XML);
                    case XMLStreamConstants.START_ELEMENT -> {
                        switch (reader.getLocalName()) {
                            case "row" -> checkRow(workbook, attribute(reader, "r"));
                            case "c" -> {
                                checkColumn(workbook, attribute(reader, "r"));
                                sharedText = "s".equals(attribute(reader, "t"));
                            }
                            case "v" -> {
                                if (sharedText) {
                                    sharedText = false;
                                    highestText = Math.max(highestText, index(workbook, reader));
                                }
                            }
                            case "si" -> texts++;
                            case "f" -> {
                                if ("array".equals(attribute(reader, "t")) && ++arrayFormulas > MOST_ARRAY_FORMULAS) {
                                    throw new ZipSource.Refused(
                                            workbook,
                                            FaultKind.TOO_MANY_ARRAY_FORMULAS,
                                            Integer.toString(MOST_ARRAY_FORMULAS));
                                }
                            }
                            default -> {}
                        }
                    }
                    default -> {}
                }
            }
            reader.close();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof java.io.IOException) {
                // the part itself is at fault; reading on shows it
                return;
            }
            // pictures and the like; a sheet that does not parse is told when it is read
        }
    }

    private static @Nullable String attribute(XMLStreamReader reader, String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    private static void checkRow(String workbook, @Nullable String number) throws ZipSource.Refused {
        if (number != null) {
            long row = number(number);
            if (row < 1 || row > MOST_ROWS) {
                throw new ZipSource.Refused(workbook, FaultKind.DAMAGED);
            }
        }
    }

    private static void checkColumn(String workbook, @Nullable String address) throws ZipSource.Refused {
        if (address != null) {
            int letters = 0;
            while (letters < address.length() && Character.isLetter(address.charAt(letters))) {
                letters++;
            }
            if (letters < 1 || letters > MOST_COLUMN_LETTERS || address.length() > 12) {
                throw new ZipSource.Refused(workbook, FaultKind.DAMAGED);
            }
        }
    }

    private static long index(String workbook, XMLStreamReader reader) throws XMLStreamException, ZipSource.Refused {
        if (reader.next() != XMLStreamConstants.CHARACTERS) {
            return -1;
        }
        long index = reader.getTextLength() > 20 ? -1 : number(reader.getText());
        if (index < 0) {
            throw new ZipSource.Refused(workbook, FaultKind.DAMAGED);
        }
        return index;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
