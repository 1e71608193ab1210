package org.knooppunt.web;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Makes a PDF of well-formed XHTML: tagged for screen readers, letters embedded, nothing ever fetched. Needs no
 * application context, so the command line and the pages give the same file.
 */
public final class Paper {
    private static final String INTER = "/META-INF/resources/_static/inter/5.2.5/files/inter-latin-%d-normal.woff";
    private static final String LIBERATION = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final byte[] REGULAR = openType(resource(String.format(Locale.ROOT, INTER, 400)));
    private static final byte[] BOLD = openType(resource(String.format(Locale.ROOT, INTER, 600)));
    private static final byte[] OTHER = resource(LIBERATION);

    static {
        XRLog.setLoggingEnabled(false);
    }

    private Paper() {}

    public static byte[] pdf(String xhtml) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.useFastMode();
        builder.usePdfUaAccessibility(true);
        builder.useSVGDrawer(new BatikSVGDrawer());
        builder.useFont(() -> new ByteArrayInputStream(REGULAR), "Inter", 400, FontStyle.NORMAL, true);
        builder.useFont(() -> new ByteArrayInputStream(BOLD), "Inter", 600, FontStyle.NORMAL, true);
        builder.useFont(() -> new ByteArrayInputStream(OTHER), "Liberation", 400, FontStyle.NORMAL, true);
        builder.withHtmlContent(xhtml, null);
        // everything stands in the document: nothing is ever fetched
        builder.useUriResolver((base, uri) -> uri.startsWith("#") ? uri : null);
        builder.toStream(pdf);
        builder.run();
        return pdf.toByteArray();
    }

    private static byte[] resource(String path) {
        try (InputStream in = Paper.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A WOFF file is a TrueType or OpenType file whose tables are each compressed; source: W3C, WOFF File Format 1.0. */
    static byte[] openType(byte[] woff) {
        ByteBuffer in = ByteBuffer.wrap(woff);
        if (in.getInt(0) != 0x774F4646) {
            throw new IllegalArgumentException("the font is not a WOFF file");
        }
        int tables = in.getShort(12) & 0xFFFF;
        int size = in.getInt(16);
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putInt(in.getInt(4));
        int power = Integer.highestOneBit(tables);
        out.putShort((short) tables);
        out.putShort((short) (power * 16));
        out.putShort((short) Integer.numberOfTrailingZeros(power));
        out.putShort((short) (tables * 16 - power * 16));
        int data = 12 + 16 * tables;
        for (int table = 0; table < tables; table++) {
            int entry = 44 + 20 * table;
            int offset = in.getInt(entry + 4);
            int packed = in.getInt(entry + 8);
            int length = in.getInt(entry + 12);
            out.putInt(in.getInt(entry))
                    .putInt(in.getInt(entry + 16))
                    .putInt(data)
                    .putInt(length);
            byte[] content = new byte[length];
            if (packed == length) {
                in.get(offset, content);
            } else {
                inflate(woff, offset, packed, content);
            }
            out.put(data, content);
            data += (length + 3) & ~3;
        }
        return out.array();
    }

    private static void inflate(byte[] from, int offset, int packed, byte[] to) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(from, offset, packed);
            int done = 0;
            while (done < to.length && !inflater.finished()) {
                int read = inflater.inflate(to, done, to.length - done);
                if (read == 0 && inflater.needsInput()) {
                    break;
                }
                done += read;
            }
            if (done != to.length) {
                throw new IllegalArgumentException("the font is damaged");
            }
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("the font is damaged", e);
        } finally {
            inflater.end();
        }
    }
}
